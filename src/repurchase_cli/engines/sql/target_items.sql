-- The item of every customer's last purchase. Of several the text decides, by its hash, so that the
-- order of rows does not. Texts of millions of items are costly to clean: only those that are left
-- after the join are.
select customer_id, item.*
from (
    select
        customer_id,
        arg_max(struct_pack({fields}), hash(coalesce(order_id, ''), coalesce(product, ''))) as item
    from (
        select l.* replace (clean_text(l.item_text) as product)
        from used_lines l
        join customers c on c.customer_id = l.customer_id and c.last_purchase - date '1970-01-01' = l.day
        where l.amount >= 0
    ) l
    anti join no_items n on n.name = lower(l.product)
    group by customer_id
)
