-- What tiers that rise and fall at once went by on each day of a purchase, before it: one row per member
-- and day. Refunds count on their own day, so that what was is not changed by what comes.
select
    member,
    day,
    cast(coalesce(sum(money) over before, 0) as double) as revenue,
    count(*) filter (is_purchase) over before as n_purchases,
    cast(coalesce(sum(points) over before, 0) as bigint) as points_earned
from {paid_days}
window before as (
    partition by member order by day range between {window} preceding and 1 preceding
)
