-- Contacts under which several ids stand, as the lines of the sales and the customers file have them: a row
-- for each contact and id, with the sources that know the id (-1: the customers file), the names that it
-- has, and whether a line of the sales itself says the contact. Numbers of one digit only are nobody's.
with held as (
    select distinct source, customer_id, name, phone, email from ({lines})
    union all
    select -1, customer_id, name, phone, email from {side_customers} where customer_id is not null
),
reached as (
    select 'phone' as way, source, customer_id, phone_digits(unnest(whole_contacts(phone))) as contact
    from held
    union
    select 'email', source, customer_id, lower(unnest(whole_contacts(email))) from held
),
usable as (
    from reached
    where if(
        way = 'phone',
        regexp_full_match(contact, '[0-9]{{7,15}}') and not regexp_full_match(contact, '{one_digit}'),
        regexp_full_match(contact, '[^@\s]+@[^@\s]+\.[^@\s]+')
    )
),
shared as (
    select way, contact, customer_id, bool_or(source >= 0) as is_in_sales
    from usable
    where (way, contact) in (
        select (way, contact) from usable group by way, contact having count(distinct customer_id) > 1
    )
    group by all
),
people as (
    select
        customer_id,
        string_agg(distinct cast(source as varchar), chr(31)) as sources,
        string_agg(distinct nullif(trim(name), ''), chr(31)) as names
    from held
    group by customer_id
)
select s.way, s.contact, s.customer_id, s.is_in_sales, p.sources, coalesce(p.names, '')
from shared s
join people p using (customer_id)
order by all
