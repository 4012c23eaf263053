-- Whether the total of some order stands on several of its days.
select 1
from {orders}
where state = 'used' and not is_refund and order_id <> '' and amount > 0 and file in ({files})
group by customer_id, order_id
having min(day) < max(day) and max(day) - min(day) <= {order_days} and count(distinct amount) < count(*)
limit 1
