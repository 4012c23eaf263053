-- How often customers bought in the last days; who did not is left out.
select c.row, count(*) as n
from {days} d
join {customers} c using (customer_id)
where d.is_purchase and d.day > {after}
group by c.row
