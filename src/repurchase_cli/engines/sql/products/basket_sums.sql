-- How many baskets there are, and how many places all goods together have in them.
select count(*) as orders, cast(coalesce(sum(size), 0) as bigint) as places
from (select basket, count(*) as size from {baskets} group by basket)
