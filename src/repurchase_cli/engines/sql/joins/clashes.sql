-- Ids that stand in several sources: how many there are that can be compared, how many of them have no
-- name, phone or e-mail in common there, and one of these.
with held as (
    select distinct source, customer_id, name, phone, email from ({lines})
),
told as (
    select source, customer_id, 'name' as what, lower(regexp_replace(name, '\s', '', 'g')) as value from held
    union
    select source, customer_id, 'phone', phone_digits(unnest(whole_contacts(phone))) from held
    union
    select source, customer_id, 'email', lower(unnest(whole_contacts(email))) from held
),
shared as (
    select customer_id, what, value, count(*) as sources
    from told
    where coalesce(value, '') <> '' and not contains(value, '*')
    group by all
),
compared as (
    select customer_id, what, bool_or(sources > 1) as agrees
    from shared
    where (customer_id, what) in (
        select (customer_id, what) from told where coalesce(value, '') <> ''
        group by all having count(distinct source) > 1
    )
    group by all
),
people as (
    select customer_id, bool_or(agrees) as agrees from compared group by customer_id
)
select
    cast(count(*) as bigint),
    cast(count(*) filter (not agrees) as bigint),
    coalesce(min(customer_id) filter (not agrees), '')
from people
