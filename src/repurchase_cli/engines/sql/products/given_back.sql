-- Which variants of items customers gave back, all that they had bought of them: these say nothing of
-- what they like. What one had of an item in one size comes from its lines.
with returned as (
    select
        c.row as customer,
        coalesce(clean_text(l.sku), clean_text(l.product)) as item,
        clean_text(l.size) as size,
        sum(abs(coalesce(l.quantity, 1))) as units
    from {used_lines} l
    join {customers} c using (customer_id)
    where l.is_refund and coalesce(l.sku, l.product) is not null
    group by all
),
bought as (
    select b.customer, v.item, v.size, sum(b.units) as units, list(distinct b.variant) as variants
    from {item_lines} b
    semi join returned r on r.customer = b.customer
    join {variants} v using (variant)
    group by all
)
select b.customer, unnest(b.variants) as variant
from bought b
join returned r on r.customer = b.customer and r.item = b.item and r.size is not distinct from b.size
where r.units >= b.units
