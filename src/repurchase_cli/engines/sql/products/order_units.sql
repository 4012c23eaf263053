-- How many units every order of items has, on its day and in its place; of several places, such as two who
-- sold, the first by its number.
select basket, any_value(day) as day, min(place) as place, sum(units) as units
from {item_lines}
group by basket
