-- The entries of the points file by member, day and kind. A word of the file tells the kind, and where it
-- tells none, the sign: what came was given, what went was spent.
select
    member,
    day,
    kind,
    if(kind in ('given', 'regained'), cast(last_day as integer), null) as expires,
    cast(sum(points) as bigint) as points
from (
    select
        m.member,
        cast(p.date - date '1970-01-01' as integer) as day,
        case
            when word = 'earned' and p.points < 0 then 'spent'
            when word = 'given' and p.points < 0 then 'spent'
            when word is not null then word
            when p.points < 0 then 'spent'
            else 'given'
        end as kind,
        p.expires - date '1970-01-01' as last_day,
        abs(round(p.points)) as points
    from (
        select *, points_kind(coalesce(kind, '')) as word from {side_points}
        where date <= date '{day}'
    ) p
    join {members} m using (customer_id)
)
where points > 0
group by all
order by member, day, kind, expires
