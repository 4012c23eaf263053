-- Cohorts by period: who was active, who bought a second time, what they paid.
select
    m.part,
    {cohort} as cohort,
    q.period,
    count(*) filter (q.purchases > 0) as active,
    count(*) filter (q.period = l.second_period) as repeated,
    sum(q.money) as revenue
from {periods} q
join {members} m using (row)
join {lives} l using (row)
{joins}
group by all
