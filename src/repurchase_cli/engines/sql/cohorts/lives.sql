-- What customers paid in all of their periods that are over, and in which the second purchase came.
select
    row,
    sum(money) as money,
    if(
        sum(purchases) filter (period = 0) > 1,
        0,
        min(period) filter (period > 0 and purchases > 0)
    ) as second_period
from {periods}
group by row
