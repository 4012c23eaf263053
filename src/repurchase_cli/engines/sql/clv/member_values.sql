-- What the customers file says of every customer in one field.
select c.row, coalesce(cast(s.{field} as varchar), '') as value
from {customers} c
left join {side_customers} s using (customer_id)
