-- Orders and units by place and month, with the squares that tell how far units differ.
select
    p.store, p.channel, p.staff,
    strftime(date '1970-01-01' + o.day, '%Y-%m') as month,
    cast(sum(o.orders) as bigint) as orders,
    cast(sum(o.units) as double) as units,
    cast(sum(o.squares) as double) as squares,
    cast(sum(o.of_several) as bigint) as of_several
from (
    select
        place, day,
        count(*) as orders,
        sum(units) as units,
        sum(cast(units as decimal(18, 3)) * cast(units as decimal(18, 3))) as squares,
        count(*) filter (units > 1) as of_several
    from {order_units}
    group by all
) o
join {places} p using (place)
group by all
