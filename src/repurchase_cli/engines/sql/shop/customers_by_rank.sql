-- How many customers made the purchases of each part and rank, and of all ranks of a part (rank -1).
select part, if(grouping(rank) = 1, -1, rank) as rank, count(distinct customer) as customers
from (select part, {rank} as rank, customer from {purchases} where {wanted})
group by grouping sets ((part, rank), (part))
order by all
