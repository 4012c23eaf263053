-- What every customer chose of a field: its items, and how many choices they are. What was given back is none.
-- A choice of an item is a line; {of_day} makes one of a day, where {units} are those of the day.
select customer, value, sum(items) as items, cast(count(*) as integer) as choices
from (
    select l.customer, {value} as value, {units} as items
    from {item_lines} l
    join {variants} v using (variant)
    {joins}
    anti join {given_back} g on g.customer = l.customer and g.variant = l.variant
    where {value} is not null
    {of_day}
)
group by customer, value
having sum(items) > 0
