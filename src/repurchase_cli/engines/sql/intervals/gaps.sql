-- How many days lie between purchases, and for how many the last ones have been waited on: n of each,
-- and their weight when every customer weighs one. A customer who came back counts by her gaps that
-- have ended, all alike; of her last purchase only that of one who never came back has a weight.
-- (Weighted so, counts are those of Wang & Chang 1999, JASA 94:146: who buys often has more gaps and
-- hides the others, and the gap that is still running is a long one by being caught running.)
select
    days,
    returned,
    count(*) as n,
    sum(case when ended = 0 then 1.0 when returned then 1.0 / ended else 0.0 end) as weight
from (
    select
        coalesce(next_day, {as_of}) - day as days,
        next_day is not null as returned,
        count(next_day) over (partition by customer) as ended
    from {purchases}
    where {wanted}
)
group by days, returned
order by days, returned
