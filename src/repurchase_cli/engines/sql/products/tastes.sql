-- How many items every customer has bought with each value of a field, and of all that have one.
select customer, value, items, cast(sum(items) over (partition by customer) as double) as of_all
from (
    select l.customer, v.{field} as value, cast(sum(l.units) as double) as items
    from {item_lines} l
    join {variants} v using (variant)
    where v.{field} is not null and l.units > 0
    group by all
)
order by customer, value
