-- The variants of items in the lines, how often each stands there, and what tells items apart. What is no
-- item, such as postage, is none of them.
select
    number as variant,
    coalesce(sku, product) as item,
    coalesce(product, sku) as name,
    category, style, season, scene, size, color, records
from (
    select
        number, records,
        clean_text(sku_text) as sku,
        clean_text(product_text) as product,
        clean_text(category_text) as category,
        clean_text(style_text) as style,
        clean_text(season_text) as season,
        clean_text(scene_text) as scene,
        clean_text(size_text) as size,
        clean_text(color_text) as color
    from {dictionary}
    where is_variant
) d
anti join {no_items} n on n.name = lower(coalesce(d.product, d.sku))
where coalesce(sku, product, category) is not null
