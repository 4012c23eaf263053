-- Orders that stand in two exports of the same sales, each with the file in which it does not count.
-- Two files overlap when at least half of the orders that they share are made of the same items, or
-- come to the same amount from other lines (a list of orders beside one of their items, totals that
-- stand on every line): then a shared order counts as in the later export. Otherwise a file was cut
-- within orders, and their lines add up.
with parts as (
    select
        file, customer_id, order_id, day,
        sum(n_lines) as n_lines, sum(signature) as signature, sum(amount) as amount
    from {orders}
    where order_id <> '' and day is not null
    group by file, customer_id, order_id, day
),
ages as (
    select file, row_number() over (order by max(day), file) as age from parts group by file
),
shared as (
    select
        a.customer_id, a.order_id, a.day,
        if(x.age < y.age, a.file, b.file) as earlier,
        if(x.age < y.age, b.file, a.file) as later,
        (a.n_lines = b.n_lines and a.signature = b.signature)
        or (a.amount = b.amount and (a.n_lines <> b.n_lines or {by_amount})) as same
    from parts a
    join parts b using (customer_id, order_id, day)
    join ages x on x.file = a.file
    join ages y on y.file = b.file
    where a.file < b.file
),
exports as (
    select earlier, later from shared
    group by earlier, later
    having count(*) filter (same) * 2 >= count(*)
)
select distinct earlier as file, customer_id, order_id, day
from shared join exports using (earlier, later)
