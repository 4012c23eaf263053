-- What every customer would take next, in words: {again} and {new} are the reasons.
select
    c.customer_id, n.rank, g.item, n.score,
    if(n.list = 'again', {again}, {new}) as reason,
    n.list,
    g.name,
    n.customer
from {lists} n
join {goods} g on g.good = n.good
left join {goods} b on b.good = n.because
join {customers} c on c.row = n.customer
