-- What tiers that rise and fall at once go by as of {as_of}: what was bought in the window of {window} days,
-- one row per customer.
select
    customer_id,
    window_spend,
    window_purchases,
    window_points,
    window_spend as most_spend,
    window_purchases as most_purchases,
    window_points as most_points
from (
    select
        customer_id,
        coalesce(sum(money) filter (counts), 0) as window_spend,
        count(*) filter (counts and is_purchase) as window_purchases,
        coalesce(sum(cast(floor(cast(money as decimal(30, 4)) * {per_unit}) as bigint)) filter (counts), 0)
            as window_points
    from (select *, day > {as_of} - {window} as counts from {days})
    group by customer_id
)
