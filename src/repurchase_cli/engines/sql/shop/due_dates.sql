-- When each customer is due: the last purchase, and days until the next one is expected, with its
-- range and the day on which to wake it up; days count from 1970.
select
    customer,
    part,
    last_day,
    expected_gap,
    cast(last_day + round(expected_gap) as integer) as due_day,
    cast(last_day + floor(expected_gap * low) as integer) as low_day,
    cast(last_day + ceil(expected_gap * high) as integer) as high_day,
    if(due_day is null, null, greatest(due_day - {wake_up_days}, last_day + 1)) as wake_up_day
from (
    select customer, part, last_day, history, {expected} as expected_gap
    from (
        select
            customer,
            part,
            max(day) as last_day,
            least(max(purchase_rank), {ranks}) as rank,
            least(count(gap), {own_gaps}) as history,
            sum(cast(ln(gap) as decimal(18, 15))) as log_gaps,
            median(gap) as median_gap
        from (select *, nullif(day - previous_day, 0) as gap from {purchases})
        group by customer, part
    )
    left join {typical} using (part, rank)
)
left join {ranges} using (history)
