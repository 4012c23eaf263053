-- The baskets that hold both of a pair, of some pairs.
select a.basket, a.day, p.good_a, p.good_b
from {baskets} a
join {pairs} p on p.good_a = a.good
join {baskets} b on b.basket = a.basket and b.good = p.good_b
