-- Orders beside the refunds that are taken from them, each on the day of its sale. An unmatched refund is
-- its customer's money but no day's purchase.
select *, true as is_order, true as is_sale
from {used}
where not is_refund
union all by name
select
    customer_id, coalesce(sale_order_id, '') as order_id, coalesce(sale_day, day) as day, amount,
    false as is_order, sale_day is not null as is_sale
from {refunds}
