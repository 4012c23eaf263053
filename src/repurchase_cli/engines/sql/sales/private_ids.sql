-- Whether some ids are phones or e-mails.
select count(*) > 0
from (
    select 1 from {customers}
    where regexp_full_match(customer_id, '.*@.*|\+?\d{{10,13}}')
    limit 1
)
