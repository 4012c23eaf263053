-- With what customers began: every value that the lines of their first purchase have.
select distinct l.customer, {value} as value
from {item_lines} l
join {beginnings} b on b.customer = l.customer and b.first_day = l.day
join {variants} v using (variant)
join {places} p using (place)
where {value} is not null
