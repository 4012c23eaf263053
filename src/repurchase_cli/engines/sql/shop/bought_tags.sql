-- Customers with tags by what they bought, those of {rows}.
select
    c.customer_id, t.tag,
    date '1970-01-01' + t.since as since,
    t.evidence, t.has, t.had
from ({rows}) t
join {customers} c on c.row = t.customer
