-- How often each number of days lies between two consecutive purchases: n gaps, and their weight
-- when every customer who came back weighs one. The few who buy every week would hide the others.
select gap, count(*) as n, sum(1.0 / gaps_of_customer) as weight
from (
    select gap, cast(count(*) over (partition by customer_id) as double) as gaps_of_customer
    from (
        select
            customer_id,
            cast(day - lag(day) over (partition by customer_id order by day) as integer) as gap
        from (select distinct customer_id, day from days where is_purchase)
    )
    where gap is not null
)
group by gap
order by gap
