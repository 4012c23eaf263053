-- Who brought customers: how many have bought, and when the last of them first did.
select m.referred_by as customer_id, count(*) as n_referred, max(c.first_purchase) as last_referral
from {side_customers} m
join {customers} c using (customer_id)
where m.referred_by is not null and m.referred_by <> m.customer_id
group by m.referred_by
