-- Customers as campaigns see them: what conditions and messages ask for, {customers} telling which.
select {columns}
from customers c
join labels l using (row)
{joins}
{customers}
