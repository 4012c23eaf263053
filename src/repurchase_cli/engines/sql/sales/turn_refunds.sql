-- Refunds and reversals in the state that the sale which they take back gives them.
update orders set state = cast(t.state as line_states)
from {turned} t
where orders.is_refund
    and orders.state = t.before
    and orders.customer_id = t.customer_id
    and orders.order_id = t.order_id
    and orders.refunded_order_id = t.refunded_order_id
    and orders.day = t.day
