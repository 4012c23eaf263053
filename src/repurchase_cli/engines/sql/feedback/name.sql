-- How a customer is called, as orders and the customers file say.
select name from {contacts} where customer_id = {customer}
