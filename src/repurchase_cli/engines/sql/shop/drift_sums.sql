-- How many customers have enough purchases to tell drift, how far their preferences have moved, and of how
-- many they have, by time and by chance.
select
    count(*) as customers,
    count(*) filter ({drifted}) as drifted,
    count(*) filter ({by_chance}) as by_chance,
    avg(distance) as distance,
    avg(by_chance) as chance_distance
from {drift}
