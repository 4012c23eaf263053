-- The revenue of every period, and that of the fifth of customers who paid most.
select
    part, period,
    sum(revenue) as revenue,
    sum(revenue) filter (fifth = 1) as top_revenue
from (
    select *, ntile(5) over (partition by part, period order by revenue desc, customer) as fifth
    from {payers}
)
group by part, period
