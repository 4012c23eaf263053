-- What customers said up to a day, one row per record of the feedback file, oldest first. What was done
-- about it later than the day is not known yet. A complaint is open until the last of its stamps that
-- the file has at all; whether it is, is unknown where the file has none.
with files as (
    select
        file,
        bool_or(field = 'type') as has_type,
        lower(string_agg(header, ' ')) as headers,
        case
            when bool_or(field = 'closed_at') then 'closed_at'
            when bool_or(field = 'followup_at') then 'followup_at'
            when bool_or(field = 'first_reply_at') then 'first_reply_at'
        end as ending
    from {side_columns}
    group by file
),
known as (
    select
        * replace (
            if(first_reply_at < {end}, first_reply_at, null) as first_reply_at,
            if(closed_at < {end}, closed_at, null) as closed_at,
            if(followup_at < {end}, followup_at, null) as followup_at,
            nullif(trim(channel), '') as channel,
            nullif(trim(reason), '') as reason
        ),
        coalesce("date", cast(created_at as date)) as day,
        case when has_type and type is not null then {kind_of_type}
            when has_type then if(score is null, 'other', 'survey')
            else {kind_of_headers} end as kind
    from {side_feedback}
    join files using (file)
)
select
    cast(row_number() over (order by k.day, k.created_at, k.file, k.line) - 1 as integer) as piece,
    k.customer_id,
    c.row as customer,
    k.day,
    k.kind,
    k.channel,
    {place} as place,
    k.store,
    cast(k.score as double) as score,
    k.text,
    k.reason,
    k.size,
    k.solution,
    k.created_at,
    k.first_reply_at,
    k.closed_at,
    k.followup_at,
    case
        when k.kind <> 'complaint' then false
        when k.ending is null then null
        else case k.ending
            when 'closed_at' then k.closed_at
            when 'followup_at' then k.followup_at
            else k.first_reply_at
        end is null
    end as is_open
from known k
left join {customers} c using (customer_id)
where k.day < {end}
order by piece
