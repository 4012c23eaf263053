-- Purchases, each with its place in its customer's history; days count from 1970.
select
    p.part,
    c.row as customer,
    d.day,
    d.amount,
    cast(c.first_purchase - date '1970-01-01' as integer) as first_day,
    cast(row_number() over history as integer) as purchase_rank,
    lag(d.day) over history as previous_day,
    lead(d.day) over history as next_day{items}
from {days} d
join {customers} c using (customer_id)
join {parts} p using (row)
where d.is_purchase
window history as (partition by c.row order by {order})
