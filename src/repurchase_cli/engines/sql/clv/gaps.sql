-- The logarithms of the days between purchases, summed up; two on one day lie half a day apart. They
-- are summed up in one order: the last digits are the same in every run.
select part, sum(n * ln(greatest(days, 0.5)) order by days) as log_gaps
from (
    select part, day - previous_day as days, count(*) as n
    from {purchases}
    where previous_day is not null
    group by all
)
group by part
