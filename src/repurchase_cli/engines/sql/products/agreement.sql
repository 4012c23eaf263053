-- How much customers keep to one value of a field: the chance that two choices of a customer agree, on average,
-- beside that of two choices of anybody. Chances have nine decimals, so that their order does not matter.
select
    (select count(distinct customer) from {choices}) as customers,
    count(*) as customers_of_two,
    coalesce(cast(avg(agreement) as double), 0) as agreement,
    (
        select cast(sum(n * n) as double) / (cast(sum(n) as double) * cast(sum(n) as double))
        from (select cast(sum(choices) as hugeint) as n from {choices} group by value)
    ) as expected
from (
    select
        cast(
            sum(choices * (choices - 1)) / cast(sum(choices) * (sum(choices) - 1) as double)
            as decimal(10, 9)
        ) as agreement
    from (select customer, cast(choices as bigint) as choices from {choices})
    group by customer
    having sum(choices) > 1
)
