-- The categories of all lines, each with a bit of its own, the most frequent first: a set of categories
-- is then a number. What lies beyond the first 120 has none and counts as unknown.
select name, if(place < 120, place, null) as bit
from (
    select category as name, cast(row_number() over (order by count(*) desc, category) - 1 as integer) as place
    from main.lines
    where category is not null
    group by category
)
order by place
