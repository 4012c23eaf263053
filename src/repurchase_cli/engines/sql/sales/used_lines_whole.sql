-- The lines that count, each on the day of its order.
select l.* replace (if(l.is_refund, l.day, coalesce(s.first_day, l.day)) as day)
from {lines_of_days} l
left join {split_orders} s on s.customer_id = l.customer_id and s.order_id = l.order_id
