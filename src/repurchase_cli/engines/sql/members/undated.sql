-- How many records of the points file have no day.
select count(*) as records from {side_points} where date is null
