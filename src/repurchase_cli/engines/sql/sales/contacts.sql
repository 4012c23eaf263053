-- How customers are reached: as their latest order that says it, cleaned once per customer.
select customer_id{clean}
from (
    select customer_id{latest}
    from {orders}
    where state = 'used' and not is_refund
    group by customer_id
)
