-- What the words of the points file for its kinds mean.
select kind, points_kind(kind) as word from (select distinct coalesce(kind, '') as kind from {side_points})
