-- Members: customers with a purchase, who registered by the day, and whom the points file names.
select cast(row_number() over (order by customer_id) - 1 as integer) as member, customer_id
from (
    select customer_id from {customers}
    union
    select customer_id from {side_customers} where coalesce(join_date, date '{day}') <= date '{day}'
    union
    select customer_id from {side_points} where date <= date '{day}'
)
