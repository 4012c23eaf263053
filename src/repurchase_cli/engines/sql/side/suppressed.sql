-- The customers that each record of a suppression list names: by id, by the digits of a phone, by an
-- e-mail address in any case. A cell may hold several contacts, and one may be an old id; which is
-- a phone and which an address they show themselves, whatever their column is called.
with listed as (
    select
        file,
        line,
        if(contains(contact, '@'), null, phone_digits(contact)) as digits,
        if(contains(contact, '@'), lower(contact), null) as address
    from (
        select file, line, unnest(whole_contacts(concat_ws('; ', phone, email))) as contact
        from {side_suppress}
    )
),
known as (
    select customer_id, phone_digits(unnest(whole_contacts(phone))) as digits, null as address
    from {contacts}
    union all
    select customer_id, null, lower(unnest(whole_contacts(email))) from {contacts}
    union all
    select
        customer_id,
        if(regexp_full_match(alias, '\+?[0-9]{{7,}}'), phone_digits(alias), null),
        if(contains(alias, '@'), lower(alias), null)
    from {aliases}
)
select file, line, customer_id from {side_suppress} where customer_id is not null
union
select l.file, l.line, k.customer_id from listed l join known k using (digits)
union
select l.file, l.line, k.customer_id from listed l join known k using (address)
