-- The days between a customer's consecutive purchases, by the period in which the later one lies.
select period, customer, day - previous_day as days
from {purchases} join {calendar} using (day)
where previous_day is not null and period in ({periods})
order by period, customer, day
