-- Days to customers: one row per customer with at least one purchase, numbered in the order of their ids.
select
    cast(row_number() over (order by customer_id) - 1 as integer) as row,
    customer_id,
    date '1970-01-01' + first_day as first_purchase,
    date '1970-01-01' + last_day as last_purchase,
    days_since_last,
    n_purchases,
    n_purchases_recent,
    revenue,
    n_orders,
    cast(revenue as double) / n_purchases as average_purchase_value,
    if(n_purchases > 1, cast(last_day - first_day as double) / (n_purchases - 1), null) as mean_interpurchase_days,
    name,
    phone,
    email
from (
    select
        customer_id,
        cast(min(day) filter (is_purchase) as integer) as first_day,
        cast(max(day) filter (is_purchase) as integer) as last_day,
        cast({as_of} - max(day) filter (is_purchase) as integer) as days_since_last,
        cast(count(*) filter (is_purchase) as integer) as n_purchases,
        cast(count(*) filter (is_purchase and {as_of} - day <= {recent_days}) as integer) as n_purchases_recent,
        sum(money) as revenue,
        sum(n_orders) as n_orders
    from {days}
    group by customer_id
    having count(*) filter (is_purchase) > 0
)
left join {contacts} using (customer_id)
