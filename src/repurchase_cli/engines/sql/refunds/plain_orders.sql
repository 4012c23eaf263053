-- Orders as they stand: nothing was refunded, or each refund lowers its own day.
select *, true as is_order, true as is_sale
from {used}
