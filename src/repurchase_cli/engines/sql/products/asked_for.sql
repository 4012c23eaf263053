-- How often items are named, by number or by name, in what was said by those who bought nothing. Words of Latin
-- letters and numbers must stand alone: the number 12 is not in 123.
with words as (
    select piece, concat(' ', regexp_replace(lower(concat_ws(' ', text, reason)), '[\s[:punct:]]+', ' ', 'g'), ' ') as said
    from {pieces}
    where kind = 'not_bought'
),
names as (
    select sku, trim(regexp_replace(lower(name), '[\s[:punct:]]+', ' ', 'g')) as name
    from (
        select distinct h.sku, unnest([h.sku, v.name]) as name
        from {side_inventory} h
        left join {variants} v on v.item = h.sku
    )
    where length(name) > 1
)
select n.sku, count(distinct w.piece) as asked
from words w
join names n on contains(w.said, if(regexp_matches(n.name, '^[\x20-\x7e]+$'), concat(' ', n.name, ' '), n.name))
group by n.sku
