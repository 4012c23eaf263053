-- The customers whose preferences have moved, those furthest first.
select c.customer_id, d.purchases, f.name as "from", t.name as "to", d.distance, d.by_chance
from {preference_drift} d
join {customers} c on c.row = d.customer
join {categories} f on f.bit = d.bit_before
join {categories} t on t.bit = d.bit_lately
where {drifted}
order by d.distance desc, d.by_chance, c.customer_id
