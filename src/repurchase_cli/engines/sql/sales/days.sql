-- Orders to days: what a customer's orders of a day come to. A day that nets to zero or less is no
-- purchase; what it leaves is still its customer's money. With purchase: order, each order is a row
-- of its own with the key that tells it apart.
select
    customer_id,
    day{key},
    sum(amount) as money,
    cast(count(*) filter (is_order) as integer) as n_orders,
    coalesce(sum(amount) filter (is_sale), 0) as amount,
    coalesce(sum(amount) filter (is_sale) {positive}, false) as is_purchase{items}
from {net_orders}
group by all
