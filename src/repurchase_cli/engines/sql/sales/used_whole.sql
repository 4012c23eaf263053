-- The orders that count, those of several days on their first one.
select * from {orders} o
where state = 'used' and (
    is_refund or not exists (
        from {split_orders} s
        where s.customer_id = o.customer_id and s.order_id = o.order_id and s.first_day is not null
    )
)
union all by name
from {whole_orders}
