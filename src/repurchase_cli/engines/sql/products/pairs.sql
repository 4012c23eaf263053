-- How many baskets hold both of two goods, of pairs that are in enough of them.
with frequent as (
    select b.basket, b.good
    from {baskets} b
    semi join (select good from {good_counts} where orders >= {least}) using (good)
)
select a.good as good_a, b.good as good_b, count(*) as orders_both
from frequent a
join frequent b on a.basket = b.basket and a.good < b.good
group by all
having count(*) >= {least}
