-- Since when customers have a tag by what they bought, or no longer have it: whoever bought a match of it at all.
-- Items count from the day on which they were bought, within a window until it is over; what stands
-- in between changes nothing. {matches} of an item is what the tag is about, {known} whether it could be.
with chosen as (
    select
        l.customer, l.day,
        coalesce(sum(l.units) filter ({matches}), 0) as matched,
        sum(l.units) as known
    from {item_lines} l
    join {variants} v using (variant)
    join {places} a using (place)
    anti join {given_back} g on g.customer = l.customer and g.variant = l.variant
    where {known}
    group by l.customer, l.day
    qualify sum(coalesce(sum(l.units) filter ({matches}), 0)) over (partition by l.customer) > 0
),
changes as (
    select customer, day, matched, known from chosen
    union all
    select customer, day + {window}, -matched, -known from chosen where day + {window} <= {last_day}
),
states as (
    select
        customer, day, matched, known,
        matched >= {items} and matched >= {share} * known as has
    from (
        select
            customer, day,
            sum(sum(matched)) over history as matched,
            sum(sum(known)) over history as known
        from changes
        group by customer, day
        window history as (partition by customer order by day)
    )
),
last_states as (
    select
        *,
        last_value(has) over history as has_now,
        max(day) filter (has) over history as last_with,
        max(day) filter (not has) over history as last_without
    from states
    window history as (
        partition by customer order by day rows between unbounded preceding and unbounded following
    )
)
select
    customer,
    any_value(has_now) as has,
    coalesce(arg_max(has, day) filter (day <= {then}), false) as had,
    cast(min(day) filter (day > coalesce(if(has_now, last_without, last_with), -2147483648)) as integer) as since,
    cast(arg_max(matched, day) as double) as matched,
    cast(arg_max(known, day) as double) as known
from last_states
group by customer
