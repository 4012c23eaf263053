-- All categories that customers bought.
select customer_id, string_agg(category, ' | ' order by category) as categories
from (
    select distinct l.customer_id, lower(l.category) as category
    from {used_lines} l
    anti join {no_items} n on n.name = lower(coalesce(l.product, l.sku))
    where not l.is_refund and l.category is not null
)
group by customer_id
