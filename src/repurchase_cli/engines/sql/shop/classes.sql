-- What each label's customers are worth: one row per label that a customer has.
select
    {label} as label,
    count(*) as customers,
    sum(revenue) as revenue,
    avg(days_since_last) as mean_days_since_last,
    avg(n_purchases) as mean_n_purchases,
    cast(sum(revenue) as double) / sum(n_purchases) as average_purchase_value
from {customers} join {labels} using (row)
group by {label}
order by {label}
