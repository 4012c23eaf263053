-- When members joined, of those whose day is known.
select customer_id, join_date as joined
from {side_customers}
where join_date <= date '{day}'
order by customer_id
