-- What every basket holds of the goods of a level, each once.
select distinct l.basket, l.day, v.good
from {item_lines} l
join {good_variants} v using (variant)
