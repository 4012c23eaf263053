-- The goods that are in stock.
select distinct g.good
from {goods} g
join {side_inventory} s on s.sku = g.item
where s.on_hand > 0
order by g.good
