-- Orders that were read with care, together with those of the other lines that they belong to.
select
    file, sum(signature) as signature,
    state, customer_id, order_id, refunded_order_id, day, is_refund,
    cast(sum(n_lines) as integer) as n_lines,
    sum(amount) as amount{kept}
from (
    from {odd_orders}
    union all by name
    select o.* from {orders} o semi join {odd_orders} d on {same}
)
group by all
