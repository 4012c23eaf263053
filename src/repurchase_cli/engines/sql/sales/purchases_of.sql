-- The purchases of one customer.
select
    date '1970-01-01' + day as day,
    amount,
    day - lag(day) over (order by day) as days_since_previous
from {days}
where is_purchase and customer_id = {customer}
order by day
