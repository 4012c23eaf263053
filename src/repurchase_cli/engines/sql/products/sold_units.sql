-- What was sold of every variant, guests' too and less what came back: in all, in the last 30 and 90 days, and
-- on which day first and last.
select
    {variant} as variant,
    sum(if(l.is_refund, -abs(coalesce(l.quantity, 1)), coalesce(l.quantity, 1))) as units,
    sum(if(l.is_refund, -abs(coalesce(l.quantity, 1)), coalesce(l.quantity, 1))) filter ({as_of} - l.day < 30) as units_30d,
    sum(if(l.is_refund, -abs(coalesce(l.quantity, 1)), coalesce(l.quantity, 1))) filter ({as_of} - l.day < 90) as units_90d,
    min(l.day) filter (not l.is_refund) as first_day,
    max(l.day) filter (not l.is_refund) as last_day
from {lines} l
where l.state in ('used', 'no_customer') and l.day between (select min(day) from {days}) and {as_of}
group by all
