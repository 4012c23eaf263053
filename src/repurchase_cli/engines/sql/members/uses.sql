-- The points that members wanted to spend, by day.
select member, day, cast(sum(points) as bigint) as points
from {entries}
where kind in ('spent', 'donated')
group by member, day
