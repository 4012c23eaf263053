-- Orders, of which isolated dates and what lies after the as-of date are set aside, unless they were
-- rejected or sum up others.
select * replace (
    cast(case
        when state in ({lasting}) then state
        when day not between {first_day} and {last_day} then 'isolated_date'
        when day > {as_of} then 'after_as_of'
        else state
    end as line_states) as state
)
from {orders}
