-- How each customer can be contacted, and what she is worth, in the order of customers.
select
    cast(c.days_since_last as bigint) as days_since_last,
    cast(c.n_purchases as bigint) as n_purchases,
    c.average_purchase_value,
    coalesce(c.phone, '') <> '' as has_phone,
    coalesce(c.email, '') <> '' as has_email,
    coalesce(m.wechat, '') <> '' as has_wechat,
    coalesce(m.opt_out_sms, false) as opt_out_sms,
    coalesce(m.opt_out_email, false) as opt_out_email,
    coalesce(m.opt_out_wechat, false) as opt_out_wechat,
    coalesce(m.opt_out_phone, false) as opt_out_phone,
    {suppressed} as suppressed,
    l.class_index
from customers c
join labels l using (row)
left join side_customers m using (customer_id)
order by c.row
