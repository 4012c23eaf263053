-- Customers by the day of their first purchase, with the number that their periods are counted from
-- and how many of these periods are over.
select
    c.row,
    c.customer_id,
    p.part,
    c.first_day,
    {start} as start,
    greatest({complete}, 0) as complete
from (
    select *, cast(first_purchase - date '1970-01-01' as integer) as first_day from {customers}
) c
join {parts} p using (row)
where c.first_day between {first} and {last}
