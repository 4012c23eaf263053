-- Refunds with their sales, found by name or by item; those of customers with an open refund stand
-- line by line.
select customer_id, day, amount, sale_order_id, sale_day
from {refunds}
where customer_id not in (select customer_id from {refunds} where is_open)
union all
select
    l.customer_id, l.day, -l.amount,
    coalesce(p.sale_order_id, l.sale_order_id), coalesce(p.sale_day, l.sale_day)
from {refund_lines} l
left join {places} p using (record)
