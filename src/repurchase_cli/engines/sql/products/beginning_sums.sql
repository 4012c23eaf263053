-- Of those who began with each value: how many have been seen for 90, 180 and 365 days, how many of them came
-- back, and as many as would have of all who began in the same month with as many goods, with the variance
-- of that number (Mantel & Haenszel 1959).
with strata as (
    select stratum, count(*) as n, count(*) filter (gap <= 180) as back
    from {beginnings}
    where {as_of} - first_day >= 180
    group by stratum
),
cells as (
    select w.value, b.stratum, count(*) as n
    from {began} w
    join {beginnings} b using (customer)
    where {as_of} - b.first_day >= 180
    group by all
),
expected as (
    select
        c.value,
        sum(c.n * s.back / s.n) as expected,
        sum(c.n / s.n * (s.n - c.n) * s.back / s.n * (s.n - s.back) / greatest(s.n - 1, 1)) as variance
    from cells c
    join strata s using (stratum)
    group by c.value
)
select w.*, coalesce(e.expected, 0) as expected, coalesce(e.variance, 0) as variance
from (
    select
        w.value,
        count(*) as customers,
        count(*) filter ({as_of} - b.first_day >= 90) as seen_90,
        count(*) filter ({as_of} - b.first_day >= 90 and b.gap <= 90) as back_90,
        count(*) filter ({as_of} - b.first_day >= 180) as seen_180,
        count(*) filter ({as_of} - b.first_day >= 180 and b.gap <= 180) as back_180,
        count(*) filter ({as_of} - b.first_day >= 365) as seen_365,
        cast(sum(b.first_year) filter ({as_of} - b.first_day >= 365) as double) as revenue_365
    from {began} w
    join {beginnings} b using (customer)
    group by w.value
) w
left join expected e using (value)
order by w.value
