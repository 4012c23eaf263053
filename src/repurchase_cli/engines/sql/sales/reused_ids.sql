-- Of the ids with which more than one day, or customer, has bought: how many stand for several orders,
-- and how many there are. A customer who is not named is another one only on a day of its own.
select coalesce(sum(cast(reused as integer)), 0), count(*)
from (
    select
        bool_or(several) or min(customer) <> max(customer)
        or max(day) - min(day) > {order_days} as reused
    from (
        select
            order_id, day,
            max(customer_id) as customer,
            coalesce(min(nullif(customer_id, '')) <> max(customer_id), false) as several
        from {orders}
        where state in ('used', 'no_customer') and not is_refund and order_id <> ''
        group by order_id, day
    )
    group by order_id
    having bool_or(several) or count(*) > 1
)
