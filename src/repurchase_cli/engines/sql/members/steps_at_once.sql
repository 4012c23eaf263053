-- What tiers that rise and fall at once went by on each day of a purchase, before it: one row per member
-- and day. Refunds count on their own day, so that what was is not changed by what comes.
select
    member,
    day,
    cast(coalesce(sum(money) over before, 0) as double) as revenue,
    count(*) filter (is_purchase) over before as n_purchases,
    cast(coalesce(sum(points) over before, 0) as bigint) as points_earned
from (
    select *, cast(floor(cast(money as decimal(30, 4)) * {per_unit}) as bigint) as points
    from (
        select
            m.member,
            u.day,
            sum(u.amount) as money,
            bool_or(u.amount > 0 and not u.is_refund) as is_purchase
        from {used} u join {members} m using (customer_id)
        group by all
    )
)
window before as (
    partition by member order by day range between {window} preceding and 1 preceding
)
