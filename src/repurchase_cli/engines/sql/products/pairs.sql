-- How many baskets hold both of two goods, of goods that are in enough of them.
with frequent as (
    select basket, good
    from {baskets}
    semi join (select good from {good_periods} group by good having sum(orders) >= {least}) using (good)
)
select a.good as good_a, b.good as good_b, count(*) as orders_both
from frequent a
join frequent b on a.basket = b.basket and a.good < b.good
group by all
having count(*) >= {least}
