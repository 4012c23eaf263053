-- Units, discounts and categories of every period's purchases.
select
    part, period,
    cast(sum(units) as double) as units,
    count(units) as with_units,
    count(discounted) as purchases,
    count(*) filter (discounted) as discounted,
    cast(coalesce(sum(amount) filter (discounted is not null), 0) as double) as amount,
    cast(coalesce(sum(amount) filter (discounted), 0) as double) as discounted_amount,
    count(*) filter (categories <> 0 and categories_before <> 0) as repeats,
    count(*) filter (categories & categories_before <> 0) as same_category
from {purchases} join {calendar} using (day)
group by part, period
