-- Cohorts by the number of their customers' periods that are over: how many customers are lost
-- sight of with that period, how many of them came back before it, what they paid until then.
select
    m.part,
    {cohort} as cohort,
    m.complete as period,
    count(*) as customers,
    count(l.second_period) as repeated,
    coalesce(sum(l.money), 0) as revenue
from {members} m
left join {lives} l using (row)
{joins}
group by all
