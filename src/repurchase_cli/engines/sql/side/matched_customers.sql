-- Members who bought, who did not, and who of these registered by the last day and never bought.
select
    count(*) filter (c.customer_id is not null),
    count(*) filter (c.customer_id is null),
    count(*) filter (
        c.customer_id is null
        and coalesce(m.join_date, date '1970-01-01') <= date '1970-01-01' + {as_of}
        and m.customer_id not in (select customer_id from {used})
    )
from {side_customers} m
left join {customers} c using (customer_id)
where m.file = {file}
