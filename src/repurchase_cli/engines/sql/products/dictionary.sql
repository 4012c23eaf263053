-- What stands in the lines by which customers bought: every variant of an item, and every place of sale, under
-- the numbers that item_lines have for them.
select
    kind = 1 as is_variant,
    if(kind = 1, {variant}, {place}) as number,
    l.* exclude (kind)
from (
    select
        grouping(l.store) as kind,
        sku, product, category, style, season, scene, size, color,
        store, channel, staff,
        cast(count(*) as bigint) as records
    from {used_lines} l
    where not l.is_refund
    group by grouping sets (
        (sku, product, category, style, season, scene, size, color), (store, channel, staff)
    )
) l
