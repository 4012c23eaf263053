-- The customers whose preferences have moved, those furthest first.
select
    c.customer_id, d.purchases, f.name as "from", t.name as "to",
    cast(d.distance as double) as distance,
    cast(d.by_chance as double) as by_chance
from {drift} d
join {customers} c on c.row = d.customer
join {categories} f on f.bit = d.bit_before
join {categories} t on t.bit = d.bit_lately
where {drifted}
order by d.distance desc, d.by_chance, c.customer_id
