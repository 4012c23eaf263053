-- What the customers of every class paid in the period.
select l.class_index as label, count(*) as customers, sum(p.revenue) as revenue
from {payers} p
join {labels} l on l.row = p.customer
where p.period = 0
group by l.class_index
