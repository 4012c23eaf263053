-- The orders of some customers.
select * from {orders} where customer_id in (select customer_id from {changed})
