-- The logarithms of the days between purchases, summed up; two on one day lie half a day apart.
select part, sum(ln(greatest(day - previous_day, 0.5))) as log_gaps
from {purchases}
where previous_day is not null
group by part
