-- What the points file has of each member in all, by kind.
select member, kind, cast(sum(points) as bigint) as points
from {entries}
group by member, kind
