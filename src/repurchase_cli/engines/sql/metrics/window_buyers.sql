-- The buyers of one window of days, and those of them who bought again in the next.
select part, count(*) as buyers, count(*) filter (again) as again
from (
    select part, customer, bool_or(day > {middle}) as again
    from {purchases}
    where day between {first} and {last}
    group by part, customer
    having bool_or(day <= {middle})
)
group by part
