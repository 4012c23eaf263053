-- How many customers went from which label to which, and their money.
select
    from_label,
    to_label,
    count(*) as customers,
    sum(revenue_before) as revenue_before,
    sum(revenue_after) as revenue_after
from {changes}
group by all
