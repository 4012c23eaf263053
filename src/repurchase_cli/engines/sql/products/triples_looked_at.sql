-- The sets of three goods of which each two are a pair.
select x.good_a, x.good_b, y.good_b as good_c
from {pairs} x
join {pairs} y on y.good_a = x.good_a and y.good_b > x.good_b
semi join {pairs} p on p.good_a = x.good_b and p.good_b = y.good_b
