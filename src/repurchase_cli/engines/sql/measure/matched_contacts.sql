-- The contacts whose customer is in the sales or in the customers file.
select a.contact
from {assigned} a
where a.customer_id in (select customer_id from {customers})
    or a.customer_id in (select customer_id from {side_customers})
