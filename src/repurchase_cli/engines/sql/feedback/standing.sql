-- Of each customer who said something: the last score, and whether a complaint is open. With several,
-- some of which nobody can tell, an open one counts.
select
    customer_id,
    arg_max(score, piece) filter (score is not null) as last_score,
    coalesce(bool_or(is_open), false)
        or if(bool_or(kind = 'complaint' and is_open is null), null, false) as open_complaint
from {pieces}
group by customer_id
