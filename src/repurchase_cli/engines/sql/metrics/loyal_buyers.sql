-- How many of the buyers of every part of the shop are loyal to the shop as a whole.
select
    b.part,
    count(*) as customers,
    count(*) filter (l.class_index = {loyal}) as loyal,
    cast(sum(y.revenue) as double) as revenue
from {buyers} b
join {customers} c on c.row = b.customer
left join {payers} y on y.part = b.part and y.period = b.period and y.customer = b.customer
left join {people} m on m.customer_id = string_split(c.customer_id, {mark})[-1]
left join {labels} l on l.row = m.row
where b.period = 0
group by b.part
order by b.part
