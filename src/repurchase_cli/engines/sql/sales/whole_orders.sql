-- Orders of several days that are one, each whole, on its first day.
select
    cast(0 as utinyint) as file, cast(0 as utinyint) as signature,
    state, customer_id, order_id, refunded_order_id, first_day as day, is_refund,
    cast(sum(n_lines) as integer) as n_lines,
    sum(amount) as amount{kept}
from {orders}
join {split_orders} using (customer_id, order_id)
where state = 'used' and not is_refund and first_day is not null
group by all
