-- Refunds, each with the sale of the order that it names: the latest on or before its day. A refund
-- that names no order under which its customer bought has no sale yet.
select
    r.customer_id, r.order_id, r.refunded_order_id, r.day, r.amount,
    any_value(s.order_id) as sale_order_id,
    max(s.day) as sale_day
from {used} r
left join {used} s on
    s.customer_id = r.customer_id
    and s.order_id = if(r.refunded_order_id = '', r.order_id, r.refunded_order_id)
    and s.order_id <> ''
    and s.day <= r.day
    and not s.is_refund
where r.is_refund
group by r.customer_id, r.order_id, r.refunded_order_id, r.day, r.amount
