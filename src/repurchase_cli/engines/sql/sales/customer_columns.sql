-- Columns of the customer table, in the order of customers.
select {columns} from {customers} order by row
