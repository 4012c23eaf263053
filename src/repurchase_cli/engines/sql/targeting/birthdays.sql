-- The next birthday of those in the customers file.
select customer_id, {birthday} as birthday_day
from {side_customers}
