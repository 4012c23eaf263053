-- The new items of every customer, best first, joined by ' | ': their numbers, and what people call them.
select
    customer,
    string_agg(item, ' | ' order by rank) as items,
    string_agg(name, ' | ' order by rank) as names
from {next_items}
where list = 'new' and rank <= {most}
group by customer
