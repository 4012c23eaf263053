-- The store that each piece of feedback is about where it does not say: that of the customer's last
-- purchase before it.
select p.piece, max(struct_pack(day := l.day, store := l.store)).store as store
from {pieces} p
join {used_lines} l
    on l.customer_id = p.customer_id and l.day <= p.day - date '1970-01-01' and not l.is_refund
where p.store is null and l.store is not null
group by p.piece
