-- The good and the store of every customer's last purchase: of several the first by name.
select
    l.customer,
    arg_min(g.name, (-l.day, g.item)) as item,
    arg_min(a.store, (-l.day, a.store)) as store
from {item_lines} l
join {good_variants} v using (variant)
join {goods} g using (good)
join {places} a using (place)
group by l.customer
