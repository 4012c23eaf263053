-- From which category customers went to which: purchases of the period that hold the category "to"
-- and follow one with the category "from". The index compares with all purchases that follow one.
with sets as (
    select categories_before as before, categories as after, count(*) as n
    from {purchases} join {calendar} using (day)
    where period = 0 and categories_before <> 0 and categories <> 0
    group by all
),
ends as (
    select k.name, sum(s.n) as n
    from sets s join {categories} k on (s.after >> k.bit) & 1 = 1
    group by k.name
),
starts as (
    select k.name, s.after, sum(s.n) as n
    from sets s join {categories} k on (s.before >> k.bit) & 1 = 1
    group by k.name, s.after
),
sums as (
    select name, sum(n) as n from starts group by name
)
select
    s.name as "from",
    k.name as "to",
    cast(sum(s.n) as bigint) as purchases,
    sum(s.n) / any_value(f.n) as share,
    (sum(s.n) / any_value(f.n)) / (any_value(e.n) / (select sum(n) from sets)) as index
from starts s
join {categories} k on (s.after >> k.bit) & 1 = 1
join sums f on f.name = s.name
join ends e on e.name = k.name
group by s.name, k.name
order by s.name, k.name
