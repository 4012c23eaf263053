-- Orders, of which isolated dates and what lies after the as-of date are set aside, unless they were
-- rejected or sum up others.
select * replace (
    case
        when state in ({lasting}) then state
        when day not between {first_day} and {last_day} then cast('isolated_date' as line_states)
        when day > {as_of} then cast('after_as_of' as line_states)
        else state
    end as state
)
from {orders}
