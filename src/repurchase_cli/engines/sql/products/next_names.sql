-- What every customer would take next, best first, joined by ' | ': again, and new.
select
    customer,
    string_agg(name, ' | ' order by rank) filter (list = 'again') as again,
    string_agg(name, ' | ' order by rank) filter (list = 'new') as new
from {next_items}
where rank <= {most}
group by customer
