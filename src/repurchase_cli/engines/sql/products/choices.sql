-- What every customer chose of a field: its items, and how many choices they are. What was given back is none.
-- A choice of an item is a line, one of a place or a time is a day on which the customer was there.
select
    l.customer,
    {value} as value,
    sum(l.units) as items,
    cast({choices} as integer) as choices
from {item_lines} l
join {variants} v using (variant)
{joins}
anti join {given_back} g on g.customer = l.customer and g.variant = l.variant
where {value} is not null
group by l.customer, {value}
having sum(l.units) > 0
