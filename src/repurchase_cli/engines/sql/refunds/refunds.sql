-- Refunds, each with the sale of the order that it names: the latest on or before its day. Open are
-- those that name no order under which their customer bought, and those of an exchange, which have a
-- sale of their order if no earlier one fits.
with refunds as (
    select distinct customer_id, order_id, refunded_order_id, day, amount
    from {used}
    where is_refund
),
sold as (
    select r.*, any_value(s.order_id) as sale_order_id, max(s.day) as sale_day
    from {used} s
    join refunds r on
        s.customer_id = r.customer_id
        and s.order_id = if(r.refunded_order_id = '', r.order_id, r.refunded_order_id)
        and s.day <= r.day
    where not s.is_refund and s.order_id <> ''
    group by all
)
select
    r.*,
    s.sale_order_id,
    s.sale_day,
    s.sale_day is null or (
        r.refunded_order_id = '' and (r.customer_id, r.order_id, r.day) in (from {exchanges})
    ) as is_open
from refunds r
left join sold s using (customer_id, order_id, refunded_order_id, day, amount)
