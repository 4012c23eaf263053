-- How many records of the feedback file have no date, and how many are later than a day.
select
    count(*) filter (coalesce("date", cast(created_at as date)) is null) as undated,
    count(*) filter (coalesce("date", cast(created_at as date)) >= {end}) as later
from {side_feedback}
