-- The orders that count.
select * from {orders} where state = 'used'
