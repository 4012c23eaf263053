-- What was sold of every good of a level: orders, customers, units, money; price and cost of a unit as far as
-- they are known, where {cost} is the cost of a line.
select
    v.good,
    any_value(o.orders) as orders,
    count(distinct l.customer) as customers,
    cast(sum(l.units) as double) as units,
    cast(sum(l.amount) as double) as revenue,
    cast(sum(l.amount) filter (l.units > 0) / nullif(sum(l.units) filter (l.units > 0), 0) as double) as price,
    cast(sum({cost}) filter (l.cost > 0 and l.units > 0)
        / nullif(sum(l.units) filter (l.cost > 0 and l.units > 0), 0) as double) as cost
from {item_lines} l
join {good_variants} v using (variant)
join (select good, count(*) as orders from {baskets} group by good) o using (good)
group by v.good
