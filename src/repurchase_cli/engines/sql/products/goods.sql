-- The goods of a level (items, categories or styles), numbered in the order of their names: what people call
-- each, and of which category, style and season most of its lines are.
select
    cast(row_number() over (order by key) - 1 as integer) as good,
    key as item,
    coalesce(arg_max(name, (records, name)), key) as name,
    arg_max(category, (records, category)) as category,
    arg_max(style, (records, style)) as style,
    arg_max(season, (records, season)) as season
from (
    select {level} as key, name, category, style, season, cast(sum(records) as bigint) as records
    from {variants}
    where {level} is not null
    group by all
)
group by key
