-- The buyers of every period: how many, what they paid, and who of them bought in the one before.
select
    b.part, b.period,
    count(*) as customers,
    count(*) filter (b.is_new) as new_customers,
    count(*) filter (b.n > 1) as repeat_customers,
    count(p.customer) as retained,
    cast(sum(b.n) as bigint) as purchases,
    sum(b.amount) as amount,
    coalesce(sum(b.amount) filter (b.is_new), 0) as new_amount,
    coalesce(sum(b.first_amount), 0) as first_amount
from {buyers} b
left join {buyers} p on p.customer = b.customer and p.period = b.period - 1
group by b.part, b.period
