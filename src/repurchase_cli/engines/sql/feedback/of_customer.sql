-- What one customer said, the latest first.
select * from {pieces} where customer_id = {customer} order by piece desc
