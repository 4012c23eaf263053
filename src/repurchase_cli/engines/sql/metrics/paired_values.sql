-- What a customer's later purchases come to on average, less the first one: by the period of the
-- first, how many customers, the sum, and the sum of squared distances from the mean.
select part, period, count(*) as n, sum(difference) as total, var_pop(difference) * count(*) as squares
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
