-- Why goods were sent back: orders by the reason that their refunds name.
select trim(return_reason) as reason, count(distinct (customer_id, day, order_id)) as n
from {used_lines}
where is_refund and trim(coalesce(return_reason, '')) <> ''
group by all
order by n desc, reason
