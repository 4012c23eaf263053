-- Customers and prospects as campaigns see them: what conditions and messages ask for, {customers}
-- telling which.
select {columns}, c.last_purchase is null as is_prospect
from (from {customers} union all by name from {prospects}) c
left join {labels} l using (row)
{joins}
{customers}
