-- What tiers went by on each day of a purchase, before it: one row per member and day. {reviewed} is the
-- day of the last review before each day; without reviews the day before. Refunds count on their own day,
-- so that what was is not changed by what comes.
select
    member,
    day,
    cast(greatest(money_reviewed, coalesce(max(money_then) over since, 0)) as double) as revenue,
    cast(greatest(purchases_reviewed, coalesce(max(purchases_then) over since, 0)) as bigint) as n_purchases,
    cast(greatest(points_reviewed, coalesce(max(points_then) over since, 0)) as bigint) as points_earned
from (
    select
        *,
        coalesce(sum(money) over recent, 0) as money_then,
        count(*) filter (is_purchase) over recent as purchases_then,
        coalesce(sum(points) over recent, 0) as points_then,
        coalesce(sum(money) over reviewed, 0) as money_reviewed,
        count(*) filter (is_purchase) over reviewed as purchases_reviewed,
        coalesce(sum(points) over reviewed, 0) as points_reviewed
    from (select *, {reviewed} as review_day from {paid_days})
    window recent as (
        partition by member order by day range between {window} - 1 preceding and current row
    ), reviewed as (
        partition by member order by day
        range between day - review_day + {window} - 1 preceding and day - review_day preceding
    )
)
window since as (
    partition by member, review_day order by day range between unbounded preceding and 1 preceding
)
