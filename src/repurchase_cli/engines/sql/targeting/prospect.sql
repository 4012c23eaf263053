-- By what the prospect of an id can be reached, no row where there is none.
select {has_phone} as has_phone, {has_email} as has_email, {has_wechat} as has_wechat
from {prospects} c
left join {side_customers} m using (customer_id)
where c.customer_id = {customer}
