-- How dear every item is among those of its category: the third of them that it lies in, by what it was sold for
-- on average. Among fewer than three items none is dear.
select
    item,
    case when place <= 1.0 / 3 then 'low' when place > 2.0 / 3 then 'high' else 'middle' end as level
from (
    select
        item,
        percent_rank() over of_category as place,
        count(*) over (partition by category) as items,
        max(price) over (partition by category) > min(price) over (partition by category) as differ
    from (
        select
            v.item,
            max(v.category) as category,
            cast(sum(l.amount) / sum(l.units) as decimal(18, 4)) as price
        from (
            select variant, sum(amount) as amount, sum(units) as units
            from {item_lines}
            group by variant
        ) l
        join {variants} v using (variant)
        group by v.item
        having sum(l.units) > 0
    )
    window of_category as (partition by category order by price)
)
where items >= 3 and differ
