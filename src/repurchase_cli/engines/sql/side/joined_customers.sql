-- How many ids a file of aliases has made how many customers among the lines that count, and how many old ids stand on no
-- line at all.
with written as (
    select customer_id, state = 'used' as counts, unnest(string_split(alias, chr(31))) as alias
    from {orders}
    where alias is not null
),
joined as (
    select count(distinct alias) as ids
    from written
    where counts and alias not in (select alias from {aliases} where is_by_contact)
    group by customer_id
    having bool_or(alias <> customer_id)
)
select
    (select coalesce(sum(ids), 0) from joined)::bigint,
    (select count(*) from joined),
    (
        select count(*)
        from {aliases}
        where alias <> customer_id and not is_by_contact and alias not in (select alias from written)
    )
