-- Refunds and reversals of which the state of the sale decides whether they count: a refund of an order
-- of which nothing counts does not count either; a reversal counts when what it takes back does. That
-- is the order that it names, else one of the same customer that comes to exactly that much.
with sold as (
    select customer_id, order_id, bool_or(state = 'used') as counts
    from {orders}
    where not is_refund and order_id <> '' and customer_id <> ''
    group by customer_id, order_id
    having counts or bool_or(state in ({left_out}))
),
refunds as (
    select distinct
        state, customer_id, order_id, refunded_order_id, day, amount,
        if(refunded_order_id = '', order_id, refunded_order_id) as refunded
    from {orders}
    where is_refund and state in ('used', 'reversal') and customer_id <> ''
)
select distinct
    r.state as before, r.customer_id, r.order_id, r.refunded_order_id, r.day,
    if(r.state = 'used', 'reversal', 'used') as state
from refunds r
left join sold s on s.customer_id = r.customer_id and s.order_id = r.refunded
where case r.state
    when 'used' then not s.counts
    else coalesce(s.counts, exists (
        from {orders} o
        where o.customer_id = r.customer_id and o.state = 'used' and not o.is_refund
            and o.amount = -r.amount and o.day <= r.day
    ))
end
