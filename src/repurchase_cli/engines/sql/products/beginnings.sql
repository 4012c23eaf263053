-- How customers began: the day of their first purchase, how many days later the second came, what the first
-- year brought, and those of the same month with as many kinds of goods in their first purchase, by whom
-- they are measured.
select
    p.customer, p.first_day, p.gap, p.first_year, coalesce(s.size, 0) as size,
    concat(strftime(date '1970-01-01' + p.first_day, '%Y-%m'), ' ', least(coalesce(s.size, 0), 5)) as stratum
from (
    select
        customer, first_day,
        min(day) filter (purchase_rank = 2) - any_value(first_day) as gap,
        coalesce(sum(amount) filter (day - first_day < 365), 0) as first_year
    from {purchases}
    where first_day >= {first_cohort}
    group by customer, first_day
) p
left join (
    select l.customer, count(distinct v.good) as size
    from {item_lines} l
    join {good_variants} v using (variant)
    join {customers} c on c.row = l.customer and l.day = c.first_purchase - date '1970-01-01'
    group by l.customer
) s using (customer)
