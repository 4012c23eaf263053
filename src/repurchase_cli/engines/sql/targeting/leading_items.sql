-- What leads the sales of the last 30 days, what is new, and what of it will soon be gone, in the category that most of each customer's items
-- are of, else in the shop: what people call it. Only what lies on the shelf, where an inventory tells.
with sold as (
    select
        coalesce(v.item, '') as item, any_value(v.name) as name, max(v.category) as category,
        cast(sum(l.units) filter (l.day > {day} - 30) as double) as recent,
        cast(sum(l.units) filter (l.day > {day} - 90) as double) as of_90_days,
        min(l.day) as first_day
    from {item_lines} l
    join {variants} v using (variant)
    where v.item is not null
    group by v.item
),
there as (
    select s.*, coalesce(h.on_hand < s.of_90_days / 90 * {low_days}, false) as is_low
    from sold s
    left join (select sku, sum(on_hand) as on_hand from {side_inventory} group by sku) h on h.sku = s.item
    where coalesce(h.on_hand, 1) > 0 and s.recent > 0
),
leaders as (
    select
        category,
        arg_max(name, (recent, item)) as bestseller,
        arg_max(name, (recent, item)) filter ({day} - first_day < {new_days}) as new_arrival,
        arg_max(name, (recent, item)) filter (is_low) as low_stock
    from there
    group by grouping sets ((category), ())
    having category is not null or grouping(category) = 1
),
main as (
    select customer, arg_max(category, (units, category)) as category
    from (
        select l.customer, v.category, sum(l.units) as units
        from {item_lines} l
        join {variants} v using (variant)
        where v.category is not null
        group by all
    )
    group by customer
)
select
    c.row as customer,
    coalesce(k.bestseller, s.bestseller) as bestseller,
    coalesce(k.new_arrival, s.new_arrival) as new_arrival,
    coalesce(k.low_stock, s.low_stock) as low_stock
from {customers} c
left join main m on m.customer = c.row
left join leaders k on k.category = m.category
left join leaders s on s.category is null
