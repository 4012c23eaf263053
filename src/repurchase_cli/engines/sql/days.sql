-- Orders to days: what a customer's orders of a day come to. An order that nets to zero or less is
-- no purchase; what it leaves is still its customer's money. With purchase: order, each order is a
-- row of its own.
select
    customer_id,
    day,
    {key} as purchase_key,
    sum(amount) as money,
    count(*) filter (is_sale) as n_orders,
    coalesce(sum(amount) filter (is_sale and amount {positive}), 0) as amount,
    bool_or(is_sale and amount {positive}) as is_purchase
from net_orders
group by customer_id, day, purchase_key
