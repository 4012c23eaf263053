-- Of what kind the item of every customer's last purchase is, as the lines of that item say.
select customer_id, clean_text(k.category) as last_category, k.season as last_season
from (
    select c.customer_id, max(u.item) as item
    from {used} u
    join {customers} c on c.customer_id = u.customer_id and c.last_purchase - date '1970-01-01' = u.day
    where not u.is_refund
    group by c.customer_id
)
join (
    select item, max(category_text) as category, max(season) as season
    from {named_lines}
    group by item
) k using (item)
