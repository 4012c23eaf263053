-- What customers bought: all categories, and the item of the last line. Of two on one day the text
-- decides, by its hash, so that the order of rows does not.
select
    customer_id,
    string_agg(distinct lower(category), ' | ' order by lower(category)) as categories,
    arg_max(category, place) as last_category,
    arg_max(product, place) as last_product,
    arg_max(season, place) as last_season,
    arg_max(store, place) as last_store
from (
    select
        l.customer_id, l.category, l.product, l.season, l.store,
        cast(l.day as bigint) * 4294967296
            + cast(hash(coalesce(l.order_id, ''), coalesce(l.product, l.sku, '')) % 4294967296 as bigint) as place
    from used_lines l
    anti join no_items n on n.name = lower(coalesce(l.product, l.sku))
    where l.amount >= 0
)
group by customer_id
