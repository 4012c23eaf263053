-- Lines to orders: one row per customer, order, day, state and direction. This is the one pass over
-- the files; everything after it is small. Kept is what a command needs besides money: the lines of an
-- order carry one name, phone and e-mail, its items are summed up. With several files, orders are kept apart by file, each with a signature of what it is made of.
select
    {file} as file,
    {signature} as signature,
    cast(state as line_states) as state,
    coalesce(customer_id, '') as customer_id,
    coalesce(order_id, '') as order_id,
    {refunded} as refunded_order_id,
    day,
    is_refund,
    cast(count(*) as integer) as n_lines,
    coalesce(sum(amount), 0) as amount{kept}
from {lines}
group by all
