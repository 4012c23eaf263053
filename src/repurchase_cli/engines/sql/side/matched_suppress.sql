-- Records that name a customer with a purchase by any of id, phone and e-mail, and others.
select count(*) filter (known), count(*) filter (not known), 0
from (
    select
        coalesce(customer_id in (select customer_id from {customers}), false)
        or coalesce(phone_digits(phone) in (select phone_digits(phone) from {customers} where phone is not null), false)
        or coalesce(lower(email) in (select lower(email) from {customers} where email is not null), false) as known
    from {side_suppress}
    where file = {file}
)
