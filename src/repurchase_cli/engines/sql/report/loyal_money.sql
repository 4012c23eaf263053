-- What every customer paid on some days, and whether the customer is loyal.
select c.customer_id, l.loyal, cast(sum(d.money) as double) as revenue
from {days} d
join {customers} c using (customer_id)
join {labels} l using (row)
where d.day between {first} and {last}
group by c.customer_id, l.loyal
order by c.customer_id
