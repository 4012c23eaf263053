-- The sales of orders that refunds name, themselves or as the order that they stand under.
select * from {orders}
where state = 'used' and not is_refund and order_id <> '' and order_id in (
    select if(refunded_order_id = '', order_id, refunded_order_id) from {used} where is_refund
)
