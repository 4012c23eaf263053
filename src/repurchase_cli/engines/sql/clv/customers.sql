-- Customers with their predictions.
select
    c.row,
    {groups}
    {customer} as customer_id,
    v.x, v.t_x, v.age as "T", v.m_x, v.p_alive, v.expected_purchases, v.expected_purchase_value,
    v.clv, v.clv_low, v.clv_high,
    c.last_purchase + cast(round(c.days_since_last + v.next_days) as integer) as next_purchase_date,
    c.last_purchase + cast(round(c.days_since_last + v.next_low) as integer) as next_purchase_low,
    c.last_purchase + cast(round(c.days_since_last + v.next_high) as integer) as next_purchase_high
from {customers} c
join {parts} p using (row)
join {values} v using (row)
