-- With which coupon customers began.
select distinct c.row as customer, l.coupon as value
from {used_lines} l
join {customers} c using (customer_id)
join {beginnings} b on b.customer = c.row and b.first_day = l.day
where not l.is_refund and coalesce(l.coupon, '') <> ''
