-- Members with what is known of them, in their order. Who has bought nothing stands at zero.
select
    m.member,
    m.customer_id,
    coalesce(c.name, s.name) as name,
    coalesce(c.phone, s.phone) as phone,
    coalesce(c.email, s.email) as email,
    c.row is not null as has_bought,
    coalesce(l.tier_index, {last_tier}) as tier,
    cast(coalesce(c.revenue, 0) as double) as revenue,
    coalesce(c.n_purchases, 0) as n_purchases,
    c.average_purchase_value,
    cast(coalesce(t.window_spend, 0) as double) as window_spend,
    cast(coalesce(t.window_purchases, 0) as double) as window_purchases,
    cast(coalesce(t.window_points, 0) as double) as window_points,
    s.level,
    coalesce(r.referrals, 0) as referrals,
    coalesce(r.referrals_bought, 0) as referrals_bought
from {members} m
left join {customers} c using (customer_id)
left join {labels} l using (row)
left join {standing} t using (customer_id)
left join {side_customers} s using (customer_id)
left join {referrers} r using (customer_id)
order by m.member
