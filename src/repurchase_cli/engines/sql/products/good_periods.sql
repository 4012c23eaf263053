-- In how many baskets of each period every good is, and how many places beside it these have for others.
select b.good, c.period, count(*) as orders, cast(sum(s.size - 1) as bigint) as beside
from {baskets} b
join (select basket, count(*) as size from {baskets} group by basket) s using (basket)
join {calendar} c using (day)
group by all
