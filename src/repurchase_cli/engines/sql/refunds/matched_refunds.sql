-- Refunds with their sales, found by name or by item; those of customers with an open refund stand
-- line by line.
select customer_id, day, amount, sale_order_id, sale_day
from {refunds}
where customer_id not in (select customer_id from {refunds} where sale_day is null)
union all
select
    l.customer_id, l.day, -l.amount,
    coalesce(l.sale_order_id, p.sale_order_id), coalesce(l.sale_day, p.sale_day)
from {refund_lines} l
left join {places} p using (record)
