-- Members who registered by the day and never bought, as the table of customers has people; their rows
-- follow those of customers.
select
    cast((select count(*) from {customers}) + row_number() over (order by m.customer_id) - 1 as integer) as row,
    m.customer_id,
    0 as n_purchases,
    0 as n_purchases_recent,
    0 as revenue,
    0 as n_orders,
    m.name,
    m.phone,
    m.email
from {side_customers} m
anti join (from {used} semi join {side_customers} using (customer_id)) b using (customer_id)
where coalesce(m.join_date, date '{day}') <= date '{day}'
