-- The sizes that customers have, by category.
select distinct l.customer, v.category, v.size
from {item_lines} l
join {variants} v using (variant)
anti join {given_back} g on g.customer = l.customer and g.variant = l.variant
where v.size is not null
order by all
