-- Refunds of orders that also sell on that day, such as an exchange on one receipt: what came back may
-- have been bought before. Where lines name no items, nothing tells. The few refunds are the side of
-- the join that is kept in memory.
select distinct customer_id, order_id, day
from {orders} o
join (
    select customer_id, order_id, day from {used}
    where is_refund and refunded_order_id = '' and order_id <> '' and {has_items}
) r using (customer_id, order_id, day)
where o.state = 'used' and o.amount > 0 and not o.is_refund
