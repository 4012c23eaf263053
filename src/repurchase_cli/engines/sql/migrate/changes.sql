-- Customers on two days: their labels, which are missing on a day without a purchase up to it, and
-- what they paid up to the first day and between the two.
select
    coalesce(b.customer_id, a.customer_id) as customer_id,
    b.label as from_label,
    a.label as to_label,
    a.days_since_last,
    coalesce(a.n_purchases, 0) as n_purchases,
    coalesce(a.revenue, 0) as revenue,
    coalesce(b.revenue, 0) as revenue_before,
    coalesce(a.revenue, 0) - coalesce(b.revenue, 0) as revenue_after
from {before} b
full join {after} a using (customer_id)
