-- Who brought whom: one row per member who names another, or itself, by the day.
select
    s.referred_by as referrer,
    s.customer_id,
    s.join_date as joined,
    c.first_purchase,
    case
        when s.referred_by = s.customer_id then 'self'
        when b.phone = s.phone or lower(b.email) = lower(s.email) then 'same contact'
        else ''
    end as flag
from {side_customers} s
left join {side_customers} b on b.customer_id = s.referred_by
left join {customers} c on c.customer_id = s.customer_id
where coalesce(s.referred_by, '') <> '' and coalesce(s.join_date, date '{day}') <= date '{day}'
