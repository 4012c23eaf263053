-- Records that name a customer with a purchase, and others.
with named as (
    from {suppressed} semi join {customers} using (customer_id)
)
select
    count(*) filter ((file, line) in (select (file, line) from named)),
    count(*) filter ((file, line) not in (select (file, line) from named)),
    0
from {side_suppress}
where file = {file}
