-- How many baskets of each period hold both of a pair.
select p.good_a, p.good_b, c.period, count(*) as orders
from {pair_baskets} p
join {calendar} c using (day)
group by all
