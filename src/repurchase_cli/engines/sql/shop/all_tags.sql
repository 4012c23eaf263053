-- Tags of all kinds: those of {rows}, and those that are conditions, where there are any.
select customer_id, tag, since, evidence
from {rows}
union all
select customer_id, tag, cast(null as date) as since, evidence
from {conditions}
where has
