-- Every piece of feedback of somebody with a purchase: how many purchases came before it, that day's
-- counted, whether another came within the window after it, and whether that window has passed.
select
    p.piece,
    p.customer,
    cast(count(q.day) filter (q.day <= p.ordinal) as integer) as purchases_before,
    coalesce(bool_or(q.day > p.ordinal and q.day <= p.ordinal + {window_days}), false) as came_back,
    coalesce(bool_or(q.day > p.ordinal), false) as came_ever,
    any_value(p.ordinal) + {window_days} <= {as_of} as is_settled
from (select *, day - date '1970-01-01' as ordinal from {pieces}) p
left join {purchases} q using (customer)
where p.customer is not null
group by p.piece, p.customer
order by p.piece
