-- How many rewards for referrals the points file has of each member, by {day}.
select customer_id, count(*) as rewards
from {side_points}
where points > 0 and date <= date '{day}' and names_referral(concat_ws(' ', kind, reason))
group by customer_id
