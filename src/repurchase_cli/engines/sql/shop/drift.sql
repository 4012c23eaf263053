-- How far preferences have moved: of customers with enough purchases of known categories in the period,
-- the shares of the categories in the recent half of them beside the earlier half, and, since few
-- purchases differ by chance, those in every other purchase beside the rest. Half the sum of the
-- differences is 0 for the same shares and 1 where no category is in common. Sums are of whole numbers,
-- and distances have nine decimals, so that neither their order nor that of customers matters.
with known as (
    select
        customer,
        categories,
        cast(row_number() over (partition by customer order by purchase_rank) as integer) as place,
        cast(count(*) over (partition by customer) as integer) as n
    from {purchases}
    join {calendar} using (day)
    semi join (select customer from {buyers} where period = 0 and n >= {least}) using (customer)
    where period = 0 and categories <> 0
    qualify n >= {least}
),
members as (
    select s.categories, k.bit
    from (select distinct categories from known) s
    join {categories} k on (s.categories >> k.bit) & 1 = 1
),
counts as (
    select
        p.customer, m.bit, p.n,
        cast(count(*) filter (p.place * 2 <= p.n) as integer) as earlier,
        cast(count(*) filter (p.place * 2 > p.n) as integer) as recent,
        cast(count(*) filter (p.place % 2 = 0) as integer) as even,
        cast(count(*) filter (p.place % 2 = 1) as integer) as odd
    from known p
    join members m using (categories)
    group by all
)
select
    customer,
    n as purchases,
    arg_max(bit, earlier * 1000 - bit) as bit_before,
    arg_max(bit, recent * 1000 - bit) as bit_lately,
    cast(
        sum(abs(recent * all_earlier - earlier * all_recent)) / any_value(2 * all_recent * all_earlier)
        as decimal(10, 9)
    ) as distance,
    cast(
        sum(abs(odd * all_even - even * all_odd)) / any_value(2 * all_odd * all_even) as decimal(10, 9)
    ) as by_chance
from (
    select
        *,
        sum(earlier) over of_customer as all_earlier,
        sum(recent) over of_customer as all_recent,
        sum(even) over of_customer as all_even,
        sum(odd) over of_customer as all_odd
    from counts
    window of_customer as (partition by customer)
)
group by customer, n
