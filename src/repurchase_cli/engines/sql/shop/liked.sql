-- What customers like, in the order of customers.
select {columns}
from {customers} c
{joins}
order by c.row
