-- The first day on which something was sold, and the last on which it was, or came back.
select min(day) filter (not is_refund), max(day) from {orders} where state = 'used'
