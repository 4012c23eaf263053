-- Records whose old id stands in the sales, and others.
with written as (select unnest(string_split(alias, chr(31))) from {orders} where alias is not null)
select count(*) filter (old_id in (from written)), count(*) filter (old_id not in (from written)), 0
from {side_aliases}
where file = {file}
