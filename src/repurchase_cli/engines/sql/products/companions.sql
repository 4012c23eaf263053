-- What is bought together with slow items: of the goods that sell, in how many orders, and how much more
-- often than chance makes.
with orders as (
    select good, count(*) as orders from {baskets} group by good
),
slow_baskets as (
    select b.basket, b.good, g.item
    from {baskets} b
    join {goods} g using (good)
    semi join {slow} s on s.sku = g.item
)
select
    a.item as sku, g.item as companion,
    count(*) as orders_both,
    count(*) * (select count(distinct basket) from {baskets}) / (any_value(x.orders) * any_value(y.orders)) as lift
from slow_baskets a
join {baskets} b on b.basket = a.basket and b.good <> a.good
join {goods} g on g.good = b.good
semi join {selling} f on f.sku = g.item
join orders x on x.good = a.good
join orders y on y.good = b.good
group by a.item, g.item
having count(*) >= 2
qualify row_number() over (partition by a.item order by orders_both desc, lift desc, companion) = 1
order by orders_both desc, sku
