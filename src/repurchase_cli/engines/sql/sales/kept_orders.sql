-- Orders of several files, no longer kept apart by file.
select
    cast(0 as utinyint) as file, cast(0 as utinyint) as signature,
    state, customer_id, order_id, refunded_order_id, day, is_refund,
    cast(sum(n_lines) as integer) as n_lines,
    sum(amount) as amount{kept}
from {orders}
group by all
