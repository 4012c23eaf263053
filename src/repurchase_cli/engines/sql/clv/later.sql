-- What the customers of an earlier day bought afterwards; who bought nothing is left out.
select e.row, count(*) as n, cast(sum(d.amount) as double) as amount
from {days} d
join {earlier} e using (customer_id)
where d.is_purchase and d.day > {last_day}
group by e.row
