-- Records of items that were sold, and of others.
select count(*) filter (sku in sold), count(*) filter (sku not in sold), 0
from {side_inventory}, (select coalesce(list(distinct sku), []) as sold from {used_lines})
where file = {file}
