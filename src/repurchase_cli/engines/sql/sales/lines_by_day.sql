-- How many lines each day has.
select day, sum(n_lines)
from {orders}
where {counted}
group by day
order by day
