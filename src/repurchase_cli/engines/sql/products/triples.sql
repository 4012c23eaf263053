-- How many baskets hold all of three goods, each two of which are a pair.
select x.good_a, x.good_b, y.good_b as good_c, count(*) as orders
from {pair_baskets} x
join {pair_baskets} y on y.basket = x.basket and y.good_a = x.good_a and y.good_b > x.good_b
semi join {pairs} p on p.good_a = x.good_b and p.good_b = y.good_b
group by all
having count(*) >= {least}
