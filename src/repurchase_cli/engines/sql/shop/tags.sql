-- Who has which tags: {bought} those by what was bought, and those of the customers file.
{bought}
select customer_id, tag, cast(null as date) as since, {of_file} as evidence
from (
    select
        customer_id,
        trim(unnest(regexp_split_to_array(tags, '[,;/|，；、]'))) as tag
    from {side_customers}
)
where tag <> ''
