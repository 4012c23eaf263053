-- What the customers file says of one customer.
select * exclude (file, line) from {side_customers} where customer_id = {customer}
