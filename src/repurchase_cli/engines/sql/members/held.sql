-- What customers hold their tiers by, in the order of customers.
select
    cast(s.most_spend as double) as most_spend,
    cast(s.most_purchases as bigint) as most_purchases,
    cast(s.most_points as bigint) as most_points
from {customers} c
join {standing} s using (customer_id)
order by c.row
