-- The files say nothing of how customers are reached.
select '' as customer_id, null::varchar as name, null::varchar as phone, null::varchar as email
limit 0
