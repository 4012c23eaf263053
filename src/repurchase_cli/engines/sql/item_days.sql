-- What customers bought in a purchase: units, whether anything was on discount, and the set of
-- categories. What is no item, such as postage, is left out, and so are refunds.
select
    c.row as customer,
    l.day,
    {key} as purchase_key,
    sum(l.quantity) as units,
    bool_or(
        coalesce(l.discount, 0) <> 0
        or coalesce(l.coupon_amount, 0) <> 0
        or coalesce(l.coupon, '') <> ''
        or coalesce(l.list_price > l.unit_price, false)
    ) as discounted,
    coalesce(bit_or(if(
        enum_code(cast(l.category as category_names)) < 120,
        cast(1 as hugeint) << cast(enum_code(cast(l.category as category_names)) as integer),
        null
    )), 0) as categories
from used_lines l
join customers c using (customer_id)
anti join no_items n on n.name = lower(coalesce(l.product, l.sku))
where l.amount >= 0
group by all
