-- What goes with what each customer has, and what its style has in kinds of goods that it has not bought: what
-- people call them. A bundle is the pair that chance makes least of those of which it has one; the other is in stock
-- where an inventory tells, else sold in the last {recent_days} days, as is what extends the style.
with named as (
    select item, coalesce(arg_max(name, (records, name)), item) as name
    from {variants}
    where item is not null
    group by item
),
there as (
    select v.item, v.style, v.category, sum(l.units) filter (l.day > {day} - 30) as recent
    from {item_lines} l
    join {variants} v using (variant)
    left join (select sku, sum(on_hand) as on_hand from {side_inventory} group by sku) h on h.sku = v.item
    where v.item is not null and coalesce(h.on_hand > 0, l.day > {day} - {recent_days})
    group by v.item, v.style, v.category
),
either as (
    select good_a as good, good_b as other, p_value, lift from {pairs}
    union all
    select good_b, good_a, p_value, lift from {pairs}
),
companions as (
    select a.item, b.item as other, p.p_value, p.lift
    from either p
    join {goods} a on a.good = p.good
    join {goods} b on b.good = p.other
    semi join there t on t.item = b.item
),
owned as (
    select distinct l.customer, v.item, v.category
    from {item_lines} l
    join {variants} v using (variant)
),
bundles as (
    select
        h.customer,
        arg_min(k.other, (k.p_value, -k.lift, k.other, k.item)) as other,
        arg_min(k.item, (k.p_value, -k.lift, k.other, k.item)) as item
    from owned h
    join companions k on k.item = h.item
    anti join owned o on o.customer = h.customer and o.item = k.other
    group by h.customer
),
kinds as (
    select style, category, arg_max(item, (recent, item)) as item, max(recent) as recent
    from there
    where style is not null and category is not null and recent > 0
    group by all
),
extensions as (
    select m.customer, arg_max(k.item, (k.recent, k.item)) as item
    from {styles} m
    join kinds k on k.style = m.value
    anti join owned o on o.customer = m.customer and o.category = k.category
    group by m.customer
)
select c.row as customer, n.name as bundle, w.name as bundle_of, x.name as style_extension
from {customers} c
left join bundles b on b.customer = c.row
left join named n on n.item = b.other
left join named w on w.item = b.item
left join extensions e on e.customer = c.row
left join named x on x.item = e.item
where n.name is not null or x.name is not null
