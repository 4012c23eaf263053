-- Which variants of items customers gave back, all that they had bought of them: these say nothing of
-- what they like. What one had of an item in one size comes from its lines.
with returned as (
    select
        c.row as customer,
        coalesce(l.sku, l.product) as item,
        l.size,
        sum(abs(coalesce(l.quantity, 1))) as units
    from {used_lines} l
    join {customers} c using (customer_id)
    where l.is_refund and coalesce(l.sku, l.product) is not null
    group by all
),
bought as (
    select b.customer, b.variant, v.item, v.size, sum(b.units) as units
    from {item_lines} b
    join {variants} v using (variant)
    join returned r on r.customer = b.customer and r.item = v.item and r.size is not distinct from v.size
    group by all
)
select b.customer, b.variant
from bought b
join returned r on r.customer = b.customer and r.item = b.item and r.size is not distinct from b.size
qualify r.units >= sum(b.units) over (partition by b.customer, b.item, b.size)
