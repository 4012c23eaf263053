-- The variants of items that customers bought, how often each stands in the lines, and what tells items
-- apart. What is no item, such as postage, is none of them.
select
    number as variant,
    coalesce(sku, product) as item,
    coalesce(product, sku) as name,
    category, style, season, scene, size, color, records
from {dictionary} d
anti join {no_items} n on n.name = lower(coalesce(d.product, d.sku))
where is_variant and coalesce(sku, product, category) is not null
