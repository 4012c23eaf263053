-- The rows about one customer.
select * from {rows} where customer_id = {customer} order by {order}
