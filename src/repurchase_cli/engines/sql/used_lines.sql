-- The lines that count.
select *
from lines
where state = 'used' and day <= {last_day}
    and (file, coalesce(customer_id, ''), coalesce(order_id, ''), day) not in (
        select (file, customer_id, order_id, day) from repeated_orders
    )
