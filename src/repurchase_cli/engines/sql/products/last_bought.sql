-- The good and the store of every customer's last purchase: of several the first by name. A day and a place in the
-- order of names are compared as one number; goods are numbered in that order.
select b.customer, g.name as item, b.store
from (
    select
        l.customer,
        arg_min(v.good, v.good - l.day * 4294967296) as good,
        arg_min(a.store, a.rank - l.day * 4294967296) as store
    from {item_lines} l
    join {good_variants} v using (variant)
    join (select place, store, row_number() over (order by store) as rank from {places}) a using (place)
    group by l.customer
) b
join {goods} g using (good)
