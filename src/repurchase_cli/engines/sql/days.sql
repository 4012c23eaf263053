-- Orders to days: what a customer's orders of a day come to. A day that nets to zero or less is no
-- purchase; what it leaves is still its customer's money. With purchase: order, each order is a row
-- of its own.
select
    customer_id,
    day,
    {key} as purchase_key,
    sum(amount) as money,
    count(*) filter (is_sale) as n_orders,
    coalesce(sum(amount) filter (is_sale), 0) as amount,
    coalesce(sum(amount) filter (is_sale) {positive}, false) as is_purchase
from net_orders
group by customer_id, day, purchase_key
