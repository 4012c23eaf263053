-- The lines that count.
select *
from {lines}
where state = 'used' and day <= {last_day} and {once}
