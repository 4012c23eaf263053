-- The customer table: columns over customers and their labels.
select {columns}
from {customers} join {labels} using (row)
{only}
