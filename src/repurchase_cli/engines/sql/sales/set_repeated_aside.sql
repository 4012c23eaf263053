-- Orders that count as in a later export.
update orders set state = 'repeated_order'
from {repeated_orders} r
where orders.file = r.file
    and orders.customer_id = r.customer_id
    and orders.order_id = r.order_id
    and orders.day = r.day
