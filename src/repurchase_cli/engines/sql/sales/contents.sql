-- What stands in the files by the texts that name category and item.
select category_text, item_text, count(*) as records
from {lines}
group by all
