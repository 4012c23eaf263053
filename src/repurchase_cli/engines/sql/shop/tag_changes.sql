-- Tags that customers have now and had not then, or no longer have: {rows}.
select
    customer_id, tag, if(has, 'gained', 'lost') as change, since as day,
    if(has, evidence, null) as evidence
from ({rows})
where has <> had
