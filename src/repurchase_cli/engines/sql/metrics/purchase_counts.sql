-- How many customers bought how often in the period.
select n as purchases, count(*) as customers, sum(amount) as revenue
from {buyers}
where period = 0
group by n
order by n
