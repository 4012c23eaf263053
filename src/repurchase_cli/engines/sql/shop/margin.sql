-- Revenue and cost of the sale lines whose cost is known, by whether one piece was sold or several.
select
    coalesce(quantity, 1) > 1 as several,
    cast(sum(amount) as double) as revenue,
    cast(sum(cost) as double) as cost,
    cast(sum(cost * coalesce(quantity, 1)) as double) as cost_by_piece
from {used_lines}
where amount > 0 and cost > 0
group by all
