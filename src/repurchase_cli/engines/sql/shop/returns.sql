-- How many days until customers came back, and for how many days the others have been waited for:
-- one row per group of purchases and number of days.
select {keys}, coalesce(next_day, {as_of}) - day as days, next_day is not null as returned, count(*) as n
from {purchases} {joins}
where {wanted}
group by all
order by all
