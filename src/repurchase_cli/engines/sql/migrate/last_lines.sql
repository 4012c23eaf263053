-- The lines of every customer's last purchase, and whether the customer is lost. Texts are cleaned only
-- when it is known whose they are: most lines are of earlier purchases.
select
    c.row as customer,
    l.class_index = {lost} as lost,
    clean_text(u.category_text) as category,
    clean_text(u.size_text) as size,
    clean_text(u.store_text) as store,
    bool_or(
        coalesce(u.discount, 0) <> 0
        or coalesce(u.coupon_amount, 0) <> 0
        or coalesce(u.coupon, '') <> ''
        or coalesce(u.list_price > u.unit_price, false)
    ) over (partition by c.row) as discount
from {used_lines} u
join {customers} c on c.customer_id = u.customer_id and u.day = c.last_purchase - date '1970-01-01'
join {labels} l on l.row = c.row
anti join {no_items} n on n.name = lower(clean_text(u.item_text))
where not u.is_refund
