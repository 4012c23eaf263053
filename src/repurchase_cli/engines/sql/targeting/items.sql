-- The item and the store of every customer's last purchase: of several the last one by its text. Texts
-- are cleaned only here, where few are left.
select customer_id, clean_text(item) as last_product, clean_text(store_text) as last_store
from (
    select c.customer_id, max(u.item) as item, max(u.store_text) as store_text
    from {used} u
    join {customers} c on c.customer_id = u.customer_id and c.last_purchase - date '1970-01-01' = u.day
    where not u.is_refund
    group by c.customer_id
)
