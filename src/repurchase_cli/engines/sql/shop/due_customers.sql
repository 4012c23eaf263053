-- Who is due when: one row per customer, or per customer and group of lines, with its contacts.
select {columns}
from (
    select
        {own} as customer_id,
        date '1970-01-01' + d.last_day as last_purchase,
        date '1970-01-01' + d.due_day as due_date,
        date '1970-01-01' + d.low_day as due_low,
        date '1970-01-01' + d.high_day as due_high,
        date '1970-01-01' + d.wake_up_day as wake_up_date,
        d.expected_gap,
        {group} as "group",
        m.name,
        m.phone,
        m.email
    from {due} d
    join {customers} c on c.row = d.customer
    left join {people} m on m.customer_id = {own}
    left join {labels} l on l.row = m.row
    where {wanted}
)
