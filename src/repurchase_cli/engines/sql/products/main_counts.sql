-- How many customers have a main value, and which most of them have.
select coalesce(sum(n), 0)::bigint, arg_max(value, (n, value))
from (select value, count(*) as n from {main} group by value)
