-- What guests paid in every period, net of what they were given back.
select {part} as part, period, sum(amount) as amount
from {orders} join {calendar} using (day)
where state = 'no_customer'
group by all
