-- Every customer's first purchase by its value, in four parts of equal number.
select row, concat('Q', ntile(4) over (order by amount, row)) as value
from (
    select c.row, sum(d.amount) as amount
    from {days} d
    join {customers} c on c.customer_id = d.customer_id and d.day = c.first_purchase - date '1970-01-01'
    where d.is_purchase
    group by c.row
)
