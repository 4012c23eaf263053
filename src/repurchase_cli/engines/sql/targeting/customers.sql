-- Customers and prospects with the columns that campaigns name. {tail} chooses and orders rows.
select {columns}, c.last_purchase is null as is_prospect
from (from {customers} union all by name from {prospects}) c
left join {labels} l using (row)
{joins}
{tail}
