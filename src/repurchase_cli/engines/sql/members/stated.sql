-- The balance that the points file states last of each member, and of which day.
select
    m.member,
    cast(arg_max(p.date, (p.date, p.line, p.balance)) - date '1970-01-01' as integer) as day,
    cast(round(arg_max(p.balance, (p.date, p.line, p.balance))) as bigint) as balance
from {side_points} p
join {members} m using (customer_id)
where p.balance is not null and p.date <= date '{day}'
group by m.member
order by m.member
