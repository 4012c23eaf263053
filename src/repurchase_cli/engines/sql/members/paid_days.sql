-- What members paid on each day, refunds on their own: one row per member and day.
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
