-- Orders of customers that sold on several days, with the first of them where they are so few days apart
-- that they are one order.
select
    customer_id, order_id,
    if(max(day) - min(day) <= {order_days}, cast(min(day) as integer), null) as first_day
from {orders}
where state = 'used' and not is_refund and order_id <> ''
group by customer_id, order_id
having min(day) < max(day)
