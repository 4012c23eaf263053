-- What every customer pays for a piece on average.
select customer, cast(sum(amount) / nullif(sum(units), 0) as double) as price
from {item_lines}
where units > 0
group by customer
order by customer
