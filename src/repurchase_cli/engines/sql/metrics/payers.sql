-- What every customer paid in every period, refunds without a sale included.
select p.part, k.period, p.row as customer, sum(d.money) as revenue
from {days} d
join {customers} c using (customer_id)
join {parts} p using (row)
join {calendar} k using (day)
group by p.part, k.period, p.row
