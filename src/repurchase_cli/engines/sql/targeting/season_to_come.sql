-- Customers who bought items of the season that ends within a year, and none of the one that starts.
select customer, '{after}' as season_to_come
from (
    select l.customer, {season} as season
    from {item_lines} l
    join {variants} v using (variant)
    where l.day > {day} - 365
)
group by customer
having bool_or(season = '{before}') and not coalesce(bool_or(season = '{after}'), false)
