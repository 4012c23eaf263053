-- Lines with the text that names the item of each. What is no item, such as postage, has none.
select *, if(regexp_full_match({item}, {no_item}), null, {item}) as item
from {lines}
