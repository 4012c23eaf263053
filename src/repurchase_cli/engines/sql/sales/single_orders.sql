-- Orders, of which those that stand in a later export too are set aside.
select o.* replace (if(r.file is null, o.state, cast('repeated_order' as line_states)) as state)
from {orders} o
left join {repeated_orders} r using (file, customer_id, order_id, day)
