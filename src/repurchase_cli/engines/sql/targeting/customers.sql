-- Customers and prospects as campaigns see them: what conditions and messages ask for. {tail} says
-- which of them, and in which order.
select {columns}, c.last_purchase is null as is_prospect
from (from {customers} union all by name from {prospects}) c
left join {labels} l using (row)
{joins}
{tail}
