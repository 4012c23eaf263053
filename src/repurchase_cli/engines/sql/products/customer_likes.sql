-- What one customer likes: of every field the value that most of its items have, and whether it is the main one.
select field, value, share, items, main
from {preferences}
where customer_id = {customer}
qualify row_number() over (partition by place order by main desc, items desc, value) = 1
order by place
