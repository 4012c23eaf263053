-- What each label's customers are worth: one row per label of the settings, in their order.
select
    class,
    coalesce(customers, 0) as customers,
    coalesce(customers, 0) / sum(customers) over () as share,
    cast(coalesce(revenue, 0) as double) as revenue,
    cast(coalesce(revenue, 0) as double) / nullif(sum(revenue) over (), 0) as revenue_share,
    mean_days_since_last,
    mean_n_purchases,
    cast(revenue as double) / n_purchases as average_purchase_value
from (select unnest({names}) as class, unnest(range(len({names}))) as label)
left join (
    select
        {label} as label,
        count(*) as customers,
        sum(revenue) as revenue,
        sum(n_purchases) as n_purchases,
        avg(days_since_last) as mean_days_since_last,
        avg(n_purchases) as mean_n_purchases
    from {customers} join {labels} using (row)
    group by label
) using (label)
order by label
