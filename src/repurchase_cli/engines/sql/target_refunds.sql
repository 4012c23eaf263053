-- Who was given money back: the last day, on how many days, and on how many she ordered.
select
    customer_id,
    max(day) filter (is_refund) as last_refund,
    count(distinct day) filter (is_refund) as n_refunds,
    count(distinct day) filter (not is_refund) as n_days
from used
group by customer_id
having count(*) filter (is_refund) > 0
