-- For refunds that name no item: the orders of customers with an open refund.
select
    customer_id, cast(null as varchar) as item, cast(null as decimal(18, 6)) as unit_price,
    timestamp '1970-01-01' + to_days(day) as moment, amount, order_id, day
from {used}
where not is_refund
    and customer_id in (select customer_id from {refunds} where is_open)
