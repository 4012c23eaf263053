-- What every customer bought in every period.
select
    part, period, customer,
    count(*) as n,
    sum(amount) as amount,
    bool_or(purchase_rank = 1) as is_new,
    sum(amount) filter (purchase_rank = 1) as first_amount
from {purchases} join {calendar} using (day)
group by part, period, customer
