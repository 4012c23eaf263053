-- How many members each has brought, and how many of them have bought; nobody brings itself.
select
    referrer as customer_id,
    count(*) as referrals,
    count(first_purchase) as referrals_bought
from {referrals}
where referrer <> customer_id
group by referrer
