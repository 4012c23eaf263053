-- How many customers have enough purchases to tell drift, and how far their preferences have moved.
select
    count(*) as customers,
    count(*) filter ({drifted}) as drifted,
    avg(distance) as distance,
    avg(by_chance) as by_chance
from {drift}
