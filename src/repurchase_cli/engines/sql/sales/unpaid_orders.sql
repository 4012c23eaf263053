-- How many orders of each file are unpaid, and how many there are.
select file, count(*) filter (state = 'unpaid'), count(*)
from {orders}
where not is_refund
group by file
order by file
