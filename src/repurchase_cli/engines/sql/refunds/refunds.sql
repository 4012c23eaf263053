-- Refunds, each with the sale of the order that it names: the latest on or before its day. Open are
-- those that name no order under which their customer bought, and those of an exchange, which have a
-- sale of their order if no earlier one fits.
select
    r.customer_id, r.order_id, r.refunded_order_id, r.day, r.amount,
    any_value(s.order_id) as sale_order_id,
    max(s.day) as sale_day,
    max(s.day) is null or (
        r.refunded_order_id = '' and (r.customer_id, r.order_id, r.day) in (from {exchanges})
    ) as is_open
from {used} r
left join {sales} s on
    s.customer_id = r.customer_id
    and s.order_id = if(r.refunded_order_id = '', r.order_id, r.refunded_order_id)
    and s.day <= r.day
where r.is_refund
group by r.customer_id, r.order_id, r.refunded_order_id, r.day, r.amount
