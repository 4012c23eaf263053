-- What tiers go by as of {as_of}, one row per customer: what was bought in the window of {window} days,
-- and the most that it came to since the last review ({reviewed}), whose tier lasts until the next.
select
    customer_id,
    coalesce(sum(money) filter (day > {as_of} - {window}), 0) as window_spend,
    count(*) filter (is_purchase and day > {as_of} - {window}) as window_purchases,
    coalesce(sum(points) filter (day > {as_of} - {window}), 0) as window_points,
    greatest(
        coalesce(sum(money) filter (day > {reviewed} - {window} and day <= {reviewed}), 0),
        coalesce(max(money_then) filter (day > {reviewed}), 0)
    ) as most_spend,
    greatest(
        count(*) filter (is_purchase and day > {reviewed} - {window} and day <= {reviewed}),
        coalesce(max(purchases_then) filter (day > {reviewed}), 0)
    ) as most_purchases,
    greatest(
        coalesce(sum(points) filter (day > {reviewed} - {window} and day <= {reviewed}), 0),
        coalesce(max(points_then) filter (day > {reviewed}), 0)
    ) as most_points
from (
    select
        *,
        sum(money) over recent as money_then,
        count(*) filter (is_purchase) over recent as purchases_then,
        sum(points) over recent as points_then
    from (
        select *, cast(floor(cast(money as decimal(30, 4)) * {per_unit}) as bigint) as points
        from {days}
    )
    window recent as (
        partition by customer_id order by day range between {window} - 1 preceding and current row
    )
)
group by customer_id
