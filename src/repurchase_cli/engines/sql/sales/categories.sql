-- The categories of all lines, each with a bit of its own, the most frequent first: a set of categories
-- is then a number. What lies beyond the first 120 has none and counts as unknown.
select name, if(place < 120, place, null) as bit
from (
    select name, cast(row_number() over (order by sum(records) desc, name) - 1 as integer) as place
    from (select clean_text(category_text) as name, records from {contents})
    where name is not null
    group by name
)
order by place
