-- The customers of the period in a hundred parts, those who paid most first: the first k parts are
-- k hundredths of the customers, rounded up.
select hundredth, count(*) as customers, sum(revenue) as revenue
from (
    select
        (row_number() over (order by revenue desc, customer) - 1) * 100 // count(*) over () as hundredth,
        revenue
    from {payers}
    where period = 0
)
group by hundredth
order by hundredth
