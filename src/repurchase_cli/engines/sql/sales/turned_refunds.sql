-- Refunds and reversals of which the state of the sale decides whether they count: a refund of an order
-- of which nothing counts does not count either; a reversal counts when what it takes back does. That
-- is the order that it names, else those of the same customer that come to exactly that much: one that
-- counts is enough.
with sold as (
    select customer_id, order_id, bool_or(state = 'used') as counts
    from {orders}
    where not is_refund and order_id <> '' and customer_id <> ''
    group by customer_id, order_id
    having counts or bool_or(state in ({left_out}))
),
alike as (
    select customer_id, amount, min(day) as day, bool_or(state = 'used') as counts
    from {orders}
    where not is_refund and customer_id <> '' and amount > 0
        and (state = 'used' or state in ({left_out}))
    group by customer_id, amount
),
refunds as (
    select distinct
        state, customer_id, order_id, refunded_order_id, day, amount,
        if(refunded_order_id = '', order_id, refunded_order_id) as refunded
    from {orders}
    where is_refund and state in ('used', 'reversal') and customer_id <> ''
)
select
    r.state as before, r.customer_id, r.order_id, r.refunded_order_id, r.day,
    if(r.state = 'used', 'reversal', 'used') as state
from refunds r
left join sold s on s.customer_id = r.customer_id and s.order_id = r.refunded
left join alike a on a.customer_id = r.customer_id and a.amount = -r.amount and a.day <= r.day
group by all
having case r.state
    when 'used' then not coalesce(any_value(s.counts), bool_or(a.counts), true)
    else coalesce(any_value(s.counts), bool_or(a.counts), false)
end
