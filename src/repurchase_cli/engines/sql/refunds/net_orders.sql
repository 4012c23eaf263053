-- Orders, each net of the refunds taken from it. An unmatched refund is its customer's money but no
-- day's purchase.
select o.* replace (o.amount + coalesce(r.amount, 0) as amount), true as is_sale
from {used} o
left join (
    select customer_id, sale_order_id, sale_day, sum(amount) as amount
    from {refunds} where sale_day is not null
    group by all
) r on
    r.customer_id = o.customer_id and r.sale_order_id = o.order_id and r.sale_day = o.day
where not o.is_refund
union all by name
select customer_id, '' as order_id, day, amount, false as is_sale
from {refunds}
where sale_day is null
