-- Orders to days, each refund lowering the day on which it was made.
select
    customer_id,
    day,
    {key} as purchase_key,
    sum(amount) as money,
    count(*) filter (is_sale) as n_orders,
    sum(amount) as amount,
    sum(amount) {positive} as is_purchase
from net_orders
group by customer_id, day, purchase_key
