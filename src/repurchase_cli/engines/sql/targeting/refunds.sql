-- Who was given money back: the last day, on how many days, and on how many it ordered. Days are told
-- apart for these few alone.
select
    customer_id,
    max(day) filter (is_refund) as last_refund,
    count(*) filter (is_refund) as n_refunds,
    count(*) filter (not is_refund) as n_days
from (
    select distinct customer_id, day, is_refund
    from {used}
    semi join (select distinct customer_id from {used} where is_refund) using (customer_id)
)
group by customer_id
