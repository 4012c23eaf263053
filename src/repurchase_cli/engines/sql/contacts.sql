-- How customers are reached: as their latest order that says it.
select
    customer_id,
    clean_text(arg_max(name, (day, name))) as name,
    clean_text(arg_max(phone, (day, phone))) as phone,
    clean_text(arg_max(email, (day, email))) as email
from used
where not is_refund
group by customer_id
