-- Customers with their tiers and what these go by.
select
    c.customer_id,
    c.average_purchase_value,
    cast(l.tier_index as integer) as tier,
    cast(t.window_spend as double) as window_spend,
    cast(t.window_purchases as double) as window_purchases,
    cast(t.window_points as double) as window_points
from {customers} c
join {labels} l using (row)
join {standing} t using (customer_id)
order by c.row
