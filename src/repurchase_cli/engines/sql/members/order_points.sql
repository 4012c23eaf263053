-- The points of every sale: floor(amount × {per_unit} × multipliers). Of the calendar's multipliers the
-- largest holds, times that of the tier.
select
    *,
    cast(floor(greatest(amount, 0) * {per_unit} * factor) as bigint) as points
from (
    select
        m.member,
        o.customer_id,
        o.order_id,
        o.day,
        o.amount,
        cast(coalesce(t.factor, 1) * coalesce(greatest(
            w.factor,
            case
                when month(date '1970-01-01' + o.day) = cast(left(right(b.birthday, 5), 2) as integer)
                    then {birthday_month}
            end
        ), 1) as decimal(9, 4)) as factor
    from (
        select customer_id, order_id, day, cast(sum(amount) as decimal(30, 4)) as amount
        from {used}
        where not is_refund
        group by all
    ) o
    join {members} m using (customer_id)
    left join {tier_factors} t on t.member = m.member and t.day = o.day
    left join {day_factors} w on w.day = o.day
    left join {side_customers} b on b.customer_id = o.customer_id
)
