-- Gaps between purchases by their days, ended (returned) or still running up to the as-of date: their
-- number n, and their weight when all customers weigh 1. A customer with ended gaps weighs by these,
-- each alike, and its running gap has no weight; a customer without weighs by its running gap.
-- (Wang & Chang 1999, JASA 94:146: else customers who buy often, with more gaps, hide the others,
-- and running gaps are longer than others because long ones are more likely to be running.)
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
