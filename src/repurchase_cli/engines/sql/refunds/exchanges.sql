-- Refunds of orders that also sell on that day, such as an exchange on one receipt: what came back may
-- have been bought before. Where lines name no items, nothing tells.
select r.customer_id, r.order_id, r.day
from {used} r
semi join {named_sales} o on
    o.customer_id = r.customer_id and o.order_id = r.order_id and o.day = r.day and o.amount > 0
where r.is_refund and r.refunded_order_id = '' and {has_items}
