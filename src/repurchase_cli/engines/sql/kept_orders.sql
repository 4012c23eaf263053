-- Orders of several files, no longer kept apart by file.
select
    0 as file, 0 as signature,
    state, customer_id, order_id, refunded_order_id, day, is_refund,
    cast(sum(n_lines) as integer) as n_lines,
    sum(amount) as amount,
    any_value(name) as name,
    any_value(phone) as phone,
    any_value(email) as email
from orders
group by all
