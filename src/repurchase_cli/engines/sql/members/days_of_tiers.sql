-- The members' days with the tier that they have now, for rules of which nothing tells an earlier one.
select m.member, d.day, cast(l.tier_index as integer) as tier
from (select distinct customer_id, day from {days}) d
join {members} m using (customer_id)
join {customers} c using (customer_id)
join {labels} l using (row)
