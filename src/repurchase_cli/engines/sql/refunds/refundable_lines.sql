-- What open refunds may be taken from: sales of the same customer and item at the
-- same unit price.
select customer_id, item, unit_price, moment, amount, order_id, day
from {item_lines}
where amount > 0
    and (customer_id, coalesce(item, ''), coalesce(unit_price, 0)) in (
        select (customer_id, coalesce(item, ''), coalesce(unit_price, 0))
        from {refund_lines} where is_open
    )
