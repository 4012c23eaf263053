-- The days between consecutive purchases, by the period in which the later one lies.
select
    part, period,
    avg(day - previous_day) as mean_gap,
    median(day - previous_day) as median_gap,
    count(*) as n
from {purchases} join {calendar} using (day)
where previous_day is not null
group by part, period
