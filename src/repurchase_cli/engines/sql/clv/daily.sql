-- Repeat purchases by day, of the customers who had bought by an earlier day: all purchases but the
-- first of each customer.
select d.day, count(*) - count(distinct if(d.day = c.first_day, c.customer_id, null)) as n
from {days} d
join (
    select customer_id, first_purchase - date '1970-01-01' as first_day from {customers}
) c using (customer_id)
join {earlier} e using (customer_id)
where d.is_purchase
group by d.day
having n > 0
order by d.day
