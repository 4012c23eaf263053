-- The entries of the points file by member, day and kind; of what is compared alone no day is told. A word of the file tells the kind, that of the
-- kind before that of the reason; where none does, what came for an order was earned, else what came was
-- given, and what went was spent.
select
    member,
    if(kind in ('given', 'regained', 'spent', 'donated'), day, null) as day,
    kind,
    if(kind in ('given', 'regained'), cast(last_day as integer), null) as expires,
    cast(sum(points) as bigint) as points
from (
    select
        m.member,
        cast(p.date - date '1970-01-01' as integer) as day,
        case
            when p.points < 0 and coalesce(word, 'spent') in ('earned', 'given') then 'spent'
            when word is not null then word
            when p.points < 0 then 'spent'
            when p.order_id is not null then 'earned'
            else 'given'
        end as kind,
        p.expires - date '1970-01-01' as last_day,
        abs(round(p.points)) as points
    from (
        select s.*, coalesce(k.word, points_kind(coalesce(s.reason, ''))) as word
        from {side_points} s
        left join {kinds} k on k.kind = coalesce(s.kind, '')
        where s.date <= date '{day}'
    ) p
    join {members} m using (customer_id)
)
where points > 0
group by all
