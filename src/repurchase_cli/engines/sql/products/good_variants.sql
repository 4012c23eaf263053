-- Which good of a level every variant is.
select v.variant, g.good
from {variants} v
join {goods} g on g.item = v.{level}
