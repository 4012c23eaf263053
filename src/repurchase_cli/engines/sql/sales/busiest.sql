-- The two customers with the most orders, beside the number of all orders.
select customer_id, n_orders as orders, sum(n_orders) over () as all_orders
from {customers}
order by n_orders desc, customer_id
limit 2
