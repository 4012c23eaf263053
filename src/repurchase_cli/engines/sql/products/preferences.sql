-- The shares of every customer's items, field by field, and which value is the main one. {rows} is that
-- of all fields; customers are numbered in the order of their ids.
select
    u.customer_id,
    p.field,
    p.value,
    p.share,
    p.items,
    p.main,
    p.customer,
    p.place,
    p.rank,
    -p.items as fewest
from ({rows}) p
join {customers} u on u.row = p.customer
