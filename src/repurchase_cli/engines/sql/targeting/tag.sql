-- What customers prefer of a {field}: at least 2 items and 40 % of those that have one.
select
    customer_id,
    arg_max({field}, items * 4294967296 + cast(hash({field}) % 4294967296 as bigint)) as {field}
from (
    select l.customer_id, l.{field}, cast(sum(coalesce(l.quantity, 1)) as bigint) as items
    from {used_lines} l
    anti join {no_items} n on n.name = lower(coalesce(l.product, l.sku))
    where not l.is_refund and coalesce(l.{field}, '') <> ''
    group by all
)
group by customer_id
having max(items) >= 2 and max(items) >= 0.4 * sum(items)
