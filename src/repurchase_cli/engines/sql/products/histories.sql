-- What every customer bought, and on how many days, in the order of customers and goods.
select
    l.customer, v.good,
    count(distinct l.day) as purchases,
    cast(min(l.day) as bigint) as first,
    cast(max(l.day) as bigint) as last
from {item_lines} l
join {good_variants} v using (variant)
group by l.customer, v.good
order by l.customer, v.good
