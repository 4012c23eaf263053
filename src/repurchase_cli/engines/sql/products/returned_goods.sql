-- Which goods customers gave back, in some size at least.
select distinct g.customer, v.good
from {given_back} g
join {good_variants} v using (variant)
order by g.customer, v.good
