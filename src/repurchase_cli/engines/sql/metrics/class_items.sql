-- How far the customers of every class bought on discount, and how much at once.
select
    l.class_index as label,
    count(f.discounted) as purchases,
    count(*) filter (f.discounted) as discounted,
    cast(sum(f.amount) filter (f.discounted is not null) as double) as amount,
    cast(coalesce(sum(f.amount) filter (f.discounted), 0) as double) as discounted_amount,
    cast(sum(f.units) as double) as units,
    count(f.units) as with_units
from {purchases} f
join {calendar} k using (day)
join {labels} l on l.row = f.customer
where k.period = 0
group by l.class_index
