-- The refunds that had been given by an earlier day: as they are matched now, or matched again.
select customer_id, day, amount, sale_order_id, sale_day
from {given_back}
where day <= {last_day} and customer_id not in (select customer_id from {changed})
union all
select customer_id, day, amount, sale_order_id, sale_day from {again}
