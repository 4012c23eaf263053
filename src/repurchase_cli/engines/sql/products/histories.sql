-- What every customer bought on which day, by line, in any order.
select l.customer, v.good, l.day
from {item_lines} l
join {good_variants} v using (variant)
