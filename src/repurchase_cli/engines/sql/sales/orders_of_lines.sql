-- How many orders have several lines.
select count(*) as n
from {orders}
where order_id <> '' and n_lines > 1 and state = 'used'
