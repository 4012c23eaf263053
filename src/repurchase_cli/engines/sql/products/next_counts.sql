-- How many customers have a list, how long they are, and which item stands on most of them.
select
    list,
    count(distinct customer) as customers,
    count(*) as entries,
    (
        select arg_max(item, (k, item))
        from (select item, count(*) as k from {next_items} i where i.list = n.list group by item)
    ) as item
from {next_items} n
group by list
order by list
