-- How customers are reached: as their latest order that says it.
select customer_id{latest}
from {orders}
where state = 'used' and not is_refund
group by customer_id
