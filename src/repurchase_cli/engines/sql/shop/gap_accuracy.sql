-- How long gaps lasted, in per cent of what was expected when they began: how well the expectation
-- holds. Learnt from one customer in {step}. Orders of one day are one visit.
select
    history,
    cast(least(ceil(100 * days / {expected}), 10000) as integer) as percent,
    returned,
    count(*) as n
from (
    select
        part,
        least(purchase_rank, {ranks}) as rank,
        coalesce(next_day, {as_of}) - day as days,
        next_day is not null as returned,
        least(count(gap) over before, {own_gaps}) as history,
        sum(cast(ln(gap) as decimal(18, 15))) over before as log_gaps,
        median(gap) over before as median_gap
    from (
        select *, nullif(day - previous_day, 0) as gap
        from {purchases}
        where customer % {step} = 0
    )
    window before as (
        partition by customer order by purchase_rank rows between unbounded preceding and current row
    )
)
join {typical} using (part, rank)
where not (returned and days = 0) and {expected} is not null
group by all
order by all
