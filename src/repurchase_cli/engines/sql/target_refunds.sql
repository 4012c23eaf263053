-- Who was given money back: the last day, on how many days, and on how many she ordered. Days are told
-- apart for these few alone.
select
    customer_id,
    max(day) filter (is_refund) as last_refund,
    count(distinct day) filter (is_refund) as n_refunds,
    count(distinct day) filter (not is_refund) as n_days
from used
semi join (select distinct customer_id from used where is_refund) using (customer_id)
group by customer_id
