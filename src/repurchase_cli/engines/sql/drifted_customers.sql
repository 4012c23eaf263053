-- The customers whose preferences have moved, those furthest first.
select c.customer_id, d.* exclude (customer)
from preference_drift d
join customers c on c.row = d.customer
where {drifted}
order by d.distance desc, d.by_chance, c.customer_id
