-- Lines with what a purchase holds of them: units, whether on discount, the set of its category. What
-- is no item, such as postage, gives nothing, and neither does a refund.
select
    * exclude (is_item, bit),
    if(is_item, quantity, null) as units,
    if(
        is_item,
        coalesce(discount, 0) <> 0
        or coalesce(coupon_amount, 0) <> 0
        or coalesce(coupon, '') <> ''
        or coalesce(list_price > unit_price, false),
        null
    ) as discounted,
    if(is_item, bit, null) as categories
from (
    select l.*, k.bit, not l.is_refund and n.item_text is null as is_item
    from {lines} l
    left join {category_bits} k on k.category_text = l.category_text
    left join {no_item_texts} n on n.item_text = l.item_text
)
