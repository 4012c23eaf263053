-- The texts that name a category, each with the set that holds that category alone.
select t.category_text, cast(1 as {set}) << k.bit as bit
from (select distinct category_text from {contents}) t
join {categories} k on k.name = clean_text(t.category_text)
where k.bit is not null
