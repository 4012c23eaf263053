-- The lines by which customers bought items: whose, when, in which basket, where, and at what price. Texts stand
-- in variants and places under their numbers. A basket is an order of a day. What came back is still
-- what was bought; refunds are no lines of it.
select
    c.row as customer,
    l.day,
    {basket} as basket,
    {variant} as variant,
    {place} as place,
    cast(hour(l.moment) as utinyint) as hour,
    coalesce(l.quantity, 1) as units,
    {amount} as amount,
    l.unit_price,
    l.cost,
    coalesce(l.discount, 0) <> 0
        or coalesce(l.coupon_amount, 0) <> 0
        or coalesce(l.coupon, '') <> ''
        or coalesce(l.list_price > l.unit_price, false) as discounted
from {used_lines} l
join {customers} c using (customer_id)
semi join {variants} v on v.variant = {variant}
where not l.is_refund
