-- How many baskets each period has, and how many goods these hold together.
select c.period, count(*) as orders, cast(sum(size) as bigint) as places
from (select basket, any_value(day) as day, count(*) as size from {baskets} group by basket)
join {calendar} c using (day)
group by c.period
