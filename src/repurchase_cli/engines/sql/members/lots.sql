-- Points by member and day of origin, with the last day on which they can be spent. What the points file
-- gives a last day of its own is {own}.
select member, day, {expires} as expires, cast(sum(points) as bigint) as points
from (
    select member, day, points, cast(null as integer) as expires from {order_points}
    union all
    select member, day, points, expires from {entries} where kind in ('given', 'regained')
)
where points > 0 and expires is {own} null
group by all
