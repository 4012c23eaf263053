-- The main value of a field, of the customers who have one: so many items and such a share of those that have
-- a value, and that share still when {weight} choices with the shop's own shares count besides.
with own as (
    select customer, sum(items) as items, sum(choices) as choices
    from {choices}
    group by customer
),
shop as (
    select value, cast(sum(choices) as double) / any_value(total) as share
    from {choices}, (select sum(choices) as total from {choices})
    group by value
)
select c.customer, c.value, c.items, c.items / o.items as share
from {choices} c
join own o on o.customer = c.customer
join shop s on s.value = c.value
where
    c.items >= {least_items}
    and c.choices >= {least_choices}
    and round(c.items / o.items, 9) >= {least_share}
    and round((c.choices + {weight} * s.share) / (o.choices + {weight}), 9) >= {least_share}
qualify row_number() over (
    partition by c.customer order by c.choices + {weight} * s.share desc, c.items desc, c.value
) = 1
