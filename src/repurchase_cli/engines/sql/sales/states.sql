-- The states that orders have.
select distinct state from {orders}
