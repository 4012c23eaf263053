-- Lines, refunds and reversals among them in the state that the sale which they take back gives them.
select l.* replace (coalesce(cast(t.state as varchar), l.state) as state)
from {lines} l
left join {turned} t on
    l.is_refund
    and t.before = l.state
    and t.customer_id = l.customer_id
    and t.order_id = coalesce(l.order_id, '')
    and t.refunded_order_id = coalesce(l.refunded_order_id, '')
    and t.day = l.day
