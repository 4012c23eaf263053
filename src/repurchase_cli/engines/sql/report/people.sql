-- What every customer bought and paid in some of the periods.
select
    period, customer,
    coalesce(b.n, 0) as n,
    coalesce(b.is_new, false) as is_new,
    cast(coalesce(p.revenue, 0) as double) as revenue
from {buyers} b full join {payers} p using (part, period, customer)
where period in ({periods})
order by period, customer
