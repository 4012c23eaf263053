-- What stood in the lines of a customer's first purchase: a customer may have several values. A
-- blank, or what is no item, counts only where there is nothing else.
with first_lines as materialized (
    select m.row, coalesce(l.{field}, '') as value
    from {used_lines} l
    join {members} m on m.customer_id = l.customer_id and m.first_day = l.day
    where not l.is_refund
)
select distinct row, value as cohort
from (select row, if({no_item}, '', value) as value from first_lines)
qualify value <> '' or bool_and(value = '') over (partition by row)
