-- Points that refunds take back, by member, day of the sale (-1 where none is known) and day of the
-- refund: what the sale earned, less what is left of it would earn.
select member, sale_day, day, cast(sum(points) as bigint) as points
from (
    select
        p.member, if(p.day <= r.day, p.day, -1) as sale_day, r.day,
        cast(
            floor(greatest(p.amount + least(r.earlier, 0), 0) * {per_unit} * p.factor)
            - floor(greatest(p.amount + least(r.earlier + r.amount, 0), 0) * {per_unit} * p.factor)
        as bigint) as points
    from (
        select
            *,
            cast(coalesce(sum(amount) over (
                partition by customer_id, sale_order_id, sale_day order by day
                rows between unbounded preceding and 1 preceding
            ), 0) as decimal(30, 4)) as earlier
        from (
            select customer_id, sale_order_id, sale_day, day, cast(sum(amount) as decimal(30, 4)) as amount
            from {given_back}
            where sale_day is not null and day <= {as_of}
            group by all
        )
    ) r
    join {order_points} p
        on p.customer_id = r.customer_id and p.order_id = r.sale_order_id and p.day = r.sale_day
    union all
    select m.member, -1, r.day, cast(floor(-cast(r.amount as decimal(30, 4)) * {per_unit}) as bigint)
    from {given_back} r join {members} m using (customer_id)
    where r.sale_day is null and r.day <= {as_of}
)
where points > 0
group by all
