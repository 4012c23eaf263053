-- How many members each customer has brought; nobody brings itself.
select referred_by as customer_id, count(*) as referrals
from {side_customers}
where referred_by <> customer_id and coalesce(join_date, {date}) <= {date}
group by referred_by
