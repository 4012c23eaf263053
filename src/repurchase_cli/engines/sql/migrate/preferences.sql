-- What the last purchase of the lost was made of, beside that of those who stayed: customers by one
-- value of it, and all customers for whom it is known.
select
    '{field}' as field,
    cast({field} as varchar) as value,
    count(distinct customer) filter (lost) as lost,
    count(distinct customer) filter (not lost) as stayed,
    any_value(lost_all) as lost_all,
    any_value(stayed_all) as stayed_all
from {last_lines}
cross join (
    select
        count(distinct customer) filter (lost) as lost_all,
        count(distinct customer) filter (not lost) as stayed_all
    from {last_lines}
    where {field} is not null
)
where {field} is not null
group by {field}
order by {field}
