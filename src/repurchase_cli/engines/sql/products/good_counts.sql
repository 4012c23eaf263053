-- In how many baskets every good is, and how many places beside it these have for other goods.
select b.good, count(*) as orders, cast(sum(s.size - 1) as bigint) as beside
from {baskets} b
join (select basket, count(*) as size from {baskets} group by basket) s using (basket)
group by b.good
