-- What lies on the shelf of every item and size, and what was sold of it; sizes that were sold and are not
-- in the inventory have nothing left. Of what kind an item is the sales say first, as tastes are of their words.
with held as (
    select
        sku, coalesce(size, '') as size,
        sum(greatest(coalesce(on_hand, 0), 0)) as on_hand,
        max(list_price) as list_price, min(list_date) as list_date,
        max(category) as category, max(style) as style, max(season) as season
    from {side_inventory}
    group by all
),
sold as (
    select
        v.item as sku, coalesce(v.size, '') as size,
        sum(s.units) as units, sum(s.units_30d) as units_30d, sum(s.units_90d) as units_90d,
        min(s.first_day) as first_day, max(s.last_day) as last_day,
        max(v.name) as name, max(v.category) as category, max(v.style) as style, max(v.season) as season
    from {sold_units} s
    join {variants} v using (variant)
    semi join held h on h.sku = v.item
    group by all
)
select
    sku, size, h.on_hand is not null as is_held,
    cast(coalesce(h.on_hand, 0) as double) as on_hand,
    cast(h.list_price as double) as list_price,
    h.list_date - date '1970-01-01' as list_day,
    cast(coalesce(s.units, 0) as double) as units,
    cast(coalesce(s.units_30d, 0) as double) as units_30d,
    cast(coalesce(s.units_90d, 0) as double) as units_90d,
    s.first_day, s.last_day, s.name,
    coalesce(max(s.category) over item, h.category) as category,
    coalesce(max(s.style) over item, h.style) as style,
    coalesce(max(s.season) over item, h.season) as season
from held h
full join sold s using (sku, size)
window item as (partition by sku)
order by sku, size
