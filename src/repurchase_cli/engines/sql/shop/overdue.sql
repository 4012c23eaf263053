-- How many are due in the days to come, how many were due before, and how many of these are past the
-- range in which they were expected.
select
    count(*) as customers,
    count(due_day) as expected,
    count(*) filter (due_day <= {as_of}) as overdue,
    count(*) filter (high_day < {as_of}) as past_range,
    count(*) filter (due_day > {as_of} and due_day <= {last}) as due,
    count(*) filter (due_day > {as_of} and due_day <= {last} and wake_up_day <= {as_of}) as to_wake_now
from {due}
