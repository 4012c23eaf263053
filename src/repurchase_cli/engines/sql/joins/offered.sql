-- How many phones and e-mails stand under several ids of customers.
with reached as (
    select 'phone' as way, customer_id, phone_digits(unnest(whole_contacts(phone))) as contact
    from {contacts}
    union
    select 'email', customer_id, lower(unnest(whole_contacts(email))) from {contacts}
)
select way, cast(count(*) as bigint)
from (
    select way, contact from reached
    where length(contact) >= 7
    group by way, contact having count(distinct customer_id) > 1
)
group by way
order by way desc
