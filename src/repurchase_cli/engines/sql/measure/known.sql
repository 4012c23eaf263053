-- Those of the assigned of whom the files know.
select a.contact
from {assigned} a
where a.customer_id in (select customer_id from {customers})
    or a.customer_id in (select customer_id from {side_customers})
