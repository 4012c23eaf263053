-- How each customer and prospect can be contacted, and what it is worth, in the order of rows.
select
    cast(coalesce(c.days_since_last, 0) as bigint) as days_since_last,
    cast(c.n_purchases as bigint) as n_purchases,
    c.average_purchase_value,
    {has_phone} as has_phone,
    {has_email} as has_email,
    {has_wechat} as has_wechat,
    {is_hidden} as is_hidden,
    coalesce(m.opt_out_sms, false) as opt_out_sms,
    coalesce(m.opt_out_email, false) as opt_out_email,
    coalesce(m.opt_out_wechat, false) as opt_out_wechat,
    coalesce(m.opt_out_phone, false) as opt_out_phone,
    {suppressed} as suppressed,
    {held} as held
from (from {customers} union all by name from {prospects}) c
left join {side_customers} m using (customer_id)
order by c.row
