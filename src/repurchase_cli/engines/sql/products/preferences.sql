-- The shares of every customer's items, field by field, and which value is the main one. {rows} is that
-- of all fields.
select
    u.customer_id,
    p.field,
    p.value,
    p.items / sum(p.items) over (partition by p.place, p.customer) as share,
    p.items,
    p.main,
    p.place,
    -p.items as fewest
from ({rows}) p
join {customers} u on u.row = p.customer
