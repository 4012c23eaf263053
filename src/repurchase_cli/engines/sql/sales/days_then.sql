-- What customers' orders of each day came to by an earlier day: what they come to now, or netted again.
select customer_id, day{key}, money, n_orders, amount, is_purchase
from {days}
where day <= {last_day} and customer_id not in (select customer_id from {changed})
union all by name
from {again}
