-- All tags of every customer who has any, once each, in small letters for conditions and as they are written.
select
    customer_id,
    string_agg(lower(tag), ' | ' order by lower(tag)) as tags,
    string_agg(tag, ' | ' order by lower(tag)) as written
from (select customer_id, min(tag) as tag from {tags} group by customer_id, lower(tag))
group by customer_id
