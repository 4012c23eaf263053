-- What customers bought and paid in each of their periods that are over. A refund without its sale
-- may lie before the first purchase; it belongs to period 0.
select
    m.row,
    greatest({period}, 0) as period,
    count(*) filter (d.is_purchase) as purchases,
    sum(d.money) as money
from {days} d
join {members} m using (customer_id)
where greatest({period}, 0) < m.complete
group by all
