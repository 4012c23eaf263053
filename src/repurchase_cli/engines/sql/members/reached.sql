-- Customers on the day on which they first reached each tier: what they paid in {span} days before that
-- day and after it, of those who had been customers so long before, and as far as the data reach.
with running as (
    select
        *,
        sum(money) over recent as money_then,
        count(*) filter (is_purchase) over recent as purchases_then,
        sum(points) over recent as points_then,
        min(day) over (partition by customer_id) as customer_since
    from (
        select *, cast(floor(cast(money as decimal(30, 4)) * {per_unit}) as bigint) as points
        from {days}
    )
    window recent as (
        partition by customer_id order by day range between {window} - 1 preceding and current row
    )
),
firsts as (
    select r.customer_id, l.tier, min(r.day) as first_day, min(customer_since) as customer_since
    from running r join {limits} l on r.{value} >= l.least
    group by all
)
select
    f.customer_id,
    f.tier,
    cast(coalesce(sum(d.money) filter (d.day < f.first_day), 0) as double) as before,
    cast(coalesce(sum(d.money) filter (d.day > f.first_day), 0) as double) as after,
    count(*) filter (d.is_purchase and d.day > f.first_day) as purchases
from firsts f
join {days} d
    on d.customer_id = f.customer_id and d.day between f.first_day - {span} and f.first_day + {span}
where f.first_day + {span} <= {as_of} and f.first_day - {span} >= f.customer_since
group by all
order by all
