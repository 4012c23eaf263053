-- What each customer's later purchases come to on average, less the first one, by the period of the
-- first. The means are of exact sums; who reads the differences adds them up whatever their order.
select part, period, list(difference) as differences
from (
    select
        part,
        any_value(first_day) as day,
        cast(avg(amount) filter (purchase_rank > 1) - max(amount) filter (purchase_rank = 1) as double) as difference
    from {purchases}
    group by part, customer
    having count(*) > 1
)
join {calendar} using (day)
group by part, period
