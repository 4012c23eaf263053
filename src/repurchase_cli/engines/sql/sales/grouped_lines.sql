-- The lines that count, guests' too, with their group before their customer's id: a customer counts
-- anew in every group. Contacts are not needed there.
select * replace (
    concat({group}, chr(31), customer_id) as customer_id{contacts}
)
from {lines}
where state in ('used', 'no_customer') and day between {first_day} and {last_day} and {once}
