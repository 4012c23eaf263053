-- Customers as they stand on a day: their label as a number, and what they have bought so far.
select
    c.customer_id,
    cast(l.{label} as integer) as label,
    c.days_since_last,
    c.n_purchases,
    c.revenue
from {customers} c
join {labels} l using (row)
