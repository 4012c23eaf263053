-- The customers whose label is another one than before.
select
    customer_id,
    coalesce({label_from}, {none}) as "from",
    coalesce({label_to}, {none}) as "to",
    days_since_last,
    n_purchases,
    revenue,
    revenue_after
from {changes}
where from_label is distinct from to_label
