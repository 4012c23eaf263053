-- Who of the lost, and of those who stayed, was ever given money back.
select
    'refund' as field,
    cast(r.customer_id is not null as varchar) as value,
    count(*) filter (l.class_index = {lost}) as lost,
    count(*) filter (l.class_index <> {lost}) as stayed,
    sum(count(*) filter (l.class_index = {lost})) over () as lost_all,
    sum(count(*) filter (l.class_index <> {lost})) over () as stayed_all
from customers c
join labels l using (row)
left join (select distinct customer_id from used where is_refund) r using (customer_id)
group by all
order by all
