-- The preference book: a row for every customer, under the store where it buys.
select
    {store} as store,
    c.customer_id, c.name, c.phone, c.last_purchase,
    b.item as last_item,
    {columns},
    n.again,
    n.new as next_items
from {customers} c
left join {last_bought} b on b.customer = c.row
left join {next_names} n on n.customer = c.row
{joins}
