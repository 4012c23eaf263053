-- Who has bought which of some items.
select distinct l.customer, v.item as sku
from {item_lines} l
join {variants} v using (variant)
semi join {slow} s on s.sku = v.item
order by sku, customer
