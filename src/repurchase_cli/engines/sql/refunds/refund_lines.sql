-- The refund lines of customers who have an open refund, each with the sale of the order that it names.
-- In an exchange are those at whose moment their order also sells.
select
    row_number() over (order by l.moment, l.customer_id, l.item, l.unit_price, l.amount) as record,
    l.customer_id, l.item, l.unit_price, l.moment, l.day, -l.amount as amount,
    r.sale_order_id, r.sale_day,
    r.sale_day is null or (r.is_open and s.moment is not null) as is_open
from {item_lines} l
join {refunds} r on
    l.customer_id = r.customer_id
    and l.order_id = r.order_id
    and l.refunded_order_id = r.refunded_order_id
    and l.day = r.day
left join (select distinct customer_id, order_id, moment from {item_lines} where amount > 0) s on
    l.customer_id = s.customer_id and l.order_id = s.order_id and l.moment = s.moment
where l.amount < 0
