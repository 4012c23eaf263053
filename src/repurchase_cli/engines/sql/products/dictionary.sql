-- What stands in the lines, used or not, as it stands there: every variant of an item, and every place of sale,
-- under the numbers that item_lines have for them. Texts are cleaned where few are left.
select
    kind = 1 as is_variant,
    if(kind = 1, {variant}, {place}) as number,
    l.* exclude (kind)
from (
    select
        grouping(store_text) as kind,
        sku_text, product_text, category_text, style_text, season_text, scene_text, size_text,
        color_text, store_text, channel_text, staff_text,
        cast(count(*) as bigint) as records
    from {lines}
    group by grouping sets (
        (sku_text, product_text, category_text, style_text, season_text, scene_text, size_text, color_text),
        (store_text, channel_text, staff_text)
    )
) l
