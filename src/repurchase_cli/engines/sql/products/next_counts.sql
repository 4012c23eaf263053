-- How many customers have a list, how long they are, and which item stands on most of them.
select
    list,
    max(customers) as customers,
    cast(sum(k) as bigint) as entries,
    arg_max(item, (k, item)) as item
from (select list, good, count(*) as k from {lists} group by all)
join (select list, count(distinct customer) as customers from {lists} group by list) using (list)
join {goods} using (good)
group by list
order by list
