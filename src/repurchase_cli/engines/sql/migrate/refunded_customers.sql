-- Who of the lost, and of those who stayed, was ever given money back: by a line of its own, by the
-- status of an order, or in a column of the line.
select
    'refund' as field,
    cast(r.customer_id is not null as varchar) as value,
    count(*) filter (l.class_index = {lost}) as lost,
    count(*) filter (l.class_index <> {lost}) as stayed,
    sum(count(*) filter (l.class_index = {lost})) over () as lost_all,
    sum(count(*) filter (l.class_index <> {lost})) over () as stayed_all
from {customers} c
join {labels} l using (row)
left join (
    select customer_id from {used} where is_refund
    union
    select customer_id from {orders} where state = 'refunded'
    {in_column}
) r using (customer_id)
group by all
order by all
