-- Records about customers with a purchase, and others.
select count(c.customer_id), count(*) - count(c.customer_id), 0
from {side} r
left join {customers} c using (customer_id)
where r.file = {file}
