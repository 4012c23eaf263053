-- The orders that had been placed, and the refunds that had been given, by an earlier day.
select * from {orders} where state = 'used' and day <= {last_day}
