-- The lines that count.
select *
from {lines}
where state = 'used' and day between {first_day} and {last_day} and {once}
