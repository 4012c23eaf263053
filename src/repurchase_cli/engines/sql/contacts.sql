-- How customers are reached: as their latest order that says it; of two on one day the text decides,
-- by its hash, so that the order of rows does not.
select
    customer_id,
    clean_text(arg_max(name, cast(day as bigint) * 4294967296 + cast(hash(name) % 4294967296 as bigint))) as name,
    clean_text(arg_max(phone, cast(day as bigint) * 4294967296 + cast(hash(phone) % 4294967296 as bigint))) as phone,
    clean_text(arg_max(email, cast(day as bigint) * 4294967296 + cast(hash(email) % 4294967296 as bigint))) as email
from used
where not is_refund
group by customer_id
