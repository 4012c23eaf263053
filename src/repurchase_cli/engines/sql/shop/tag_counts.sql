-- How many customers have each tag.
select tag, count(distinct customer_id) as customers
from {tags}
group by tag
