-- The slow item that each customer is matched with, the best of several, and what people call it.
select m.customer, m.sku as slow_item, coalesce(v.name, m.sku) as slow_product
from (select customer, arg_max(sku, (score, sku)) as sku from {matches} group by customer) m
left join (
    select item, arg_max(name, (records, name)) as name from {variants} group by item
) v on v.item = m.sku
