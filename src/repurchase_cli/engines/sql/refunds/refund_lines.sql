-- The refund lines of customers who have a refund without a sale yet, each with the sale of the
-- order that it names.
select
    row_number() over (order by l.moment, l.customer_id, l.item, l.unit_price, l.amount) as record,
    l.customer_id, l.item, l.unit_price, l.moment, l.day, -l.amount as amount,
    r.sale_order_id, r.sale_day
from {item_lines} l
join {refunds} r on
    l.customer_id = r.customer_id
    and l.order_id = r.order_id
    and l.refunded_order_id = r.refunded_order_id
    and l.day = r.day
where l.amount < 0
