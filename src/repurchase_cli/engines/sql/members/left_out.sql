-- How many records of the points file have no day, how many are later than {day}, and the points of these.
select
    count(*) filter ("date" is null) as undated,
    count(*) filter ("date" > date '{day}') as later,
    cast(coalesce(sum(round(points)) filter ("date" > date '{day}'), 0) as bigint) as later_points
from {side_points}
