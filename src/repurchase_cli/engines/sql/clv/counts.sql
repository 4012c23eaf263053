-- What the lifetime-value models need of every customer: repeat purchases, days from the first to the
-- last and to the as-of date, and the mean value of the repeat purchases.
select
    c.row,
    p.part,
    cast(c.n_purchases - 1 as bigint) as x,
    cast(c.last_purchase - c.first_purchase as bigint) as t_x,
    cast({as_of} - (c.first_purchase - date '1970-01-01') as bigint) as age,
    cast((b.amount - b.first_amount) as double) / nullif(c.n_purchases - 1, 0) as m_x
from (
    select customer_id, sum(amount) as amount, arg_min(amount, {order}) as first_amount
    from {days}
    where is_purchase
    group by customer_id
) b
join {customers} c using (customer_id)
join {parts} p using (row)
order by c.row
