-- Orders as they stand: nothing was refunded, or each refund lowers its own day.
select customer_id, order_id, day, amount, true as is_sale
from used
