-- The shop as a whole: its customers' revenue and purchases, and the money of used lines of those
-- who have no purchase.
select
    coalesce(sum(revenue), 0) as revenue,
    coalesce(sum(n_purchases), 0) as purchases,
    count(*) as customers,
    (select coalesce(sum(amount), 0) from {used}) - coalesce(sum(revenue), 0) as without_purchase
from {customers}
