-- How customers are reached: as the customers file says, else as their latest order that says it.
select
    customer_id,
    coalesce(m.name, o.name) as name,
    coalesce(m.phone, o.phone) as phone,
    coalesce(m.email, o.email) as email
from {contacts} o
full join {side_customers} m using (customer_id)
