-- One field of every customer's first purchase; of several values the first in the alphabet.
select c.row, coalesce(min(l.{field}), '') as value
from {used_lines} l
join {customers} c on c.customer_id = l.customer_id and l.day = c.first_purchase - date '1970-01-01'
where not l.is_refund
group by c.row
