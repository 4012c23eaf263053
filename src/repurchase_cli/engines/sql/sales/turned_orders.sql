-- Orders, refunds and reversals among them in the state that the sale which they take back gives them.
select o.* replace (cast(coalesce(t.state, cast(o.state as varchar)) as line_states) as state)
from {orders} o
left join {turned} t on
    o.is_refund
    and t.before = cast(o.state as varchar)
    and t.customer_id = o.customer_id
    and t.order_id = o.order_id
    and t.refunded_order_id = o.refunded_order_id
    and t.day = o.day
