-- The texts among the items of these files that name none.
select distinct item_text
from {contents}
where lower(clean_text(item_text)) in (select name from {no_items})
