-- How many days lie between purchases, and for how many the last ones have been waited on: n of each,
-- and their weight when every customer weighs one. A customer who came back counts by its gaps that
-- have ended, all alike; of its last purchase only that of one who never came back has a weight.
-- (Weighted so, counts are those of Wang & Chang 1999, JASA 94:146: who buys often has more gaps and
-- hides the others, and the gap that is still running is a long one by being caught running.)
-- Weights are summed up in one order: the last digits are the same in every run.
select
    days,
    returned,
    cast(sum(n) as bigint) as n,
    sum(case when ended = 0 then n when returned then n / ended else 0 end order by ended) as weight
from (
    select days, returned, ended, count(*) as n
    from (
        select
            coalesce(next_day, {as_of}) - day as days,
            next_day is not null as returned,
            count(next_day) over (partition by customer) as ended
        from {purchases}
        where {wanted}
    )
    group by days, returned, ended
)
group by days, returned
order by days, returned
