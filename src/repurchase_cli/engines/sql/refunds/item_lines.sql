-- The used lines of customers with an open refund, with what tells items apart.
select
    customer_id,
    coalesce(order_id, '') as order_id,
    if(is_refund, coalesce(refunded_order_id, ''), '') as refunded_order_id,
    coalesce(sku, product) as item,
    coalesce(abs(unit_price), cast(abs(amount / nullif(quantity, 0)) as decimal(18, 4))) as unit_price,
    moment, day, amount
from {used_lines}
where customer_id in (select customer_id from {refunds} where is_open)
