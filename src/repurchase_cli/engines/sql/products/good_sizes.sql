-- The sizes in which goods are sold, by category; of those of the inventory, what is in stock.
select distinct g.good, v.category, coalesce(s.size, v.size) as size
from {variants} v
join {good_variants} g using (variant)
left join {side_inventory} s on s.sku = v.item
where coalesce(s.size, v.size) is not null and (s.sku is null or s.on_hand > 0)
order by all
