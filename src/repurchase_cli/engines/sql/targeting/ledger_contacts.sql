-- Contacts of the ledger with their customers' rows; those of whom the files know nothing are left out.
select cast(c.row as bigint) as row, p.*
from {ledger} p
join (from {customers} union all by name from {prospects}) c using (customer_id)
order by p.place
