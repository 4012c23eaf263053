-- How customers are reached: as their latest order that says it.
select
    customer_id,
    clean_text(arg_max(name, day)) as name,
    clean_text(arg_max(phone, day)) as phone,
    clean_text(arg_max(email, day)) as email
from used
where not is_refund
group by customer_id
