-- The customers of the period in a hundred parts of equal number, those who paid most first.
select hundredth, count(*) as customers, sum(revenue) as revenue
from (
    select ntile(100) over (order by revenue desc, customer) as hundredth, revenue
    from payers
    where period = 0
)
group by hundredth
order by hundredth
