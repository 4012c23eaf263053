-- What each member has earned by purchases.
select member, cast(sum(points) as bigint) as points
from {order_points}
group by member
