-- What the customers file says of members: age by a birthday with a year, city and store in plain texts.
select
    m.member,
    nullif(trim(s.sex), '') as sex,
    date_diff('year', born, date '{day}') - if(
        strftime(born, '%m-%d') > strftime(date '{day}', '%m-%d'), 1, 0
    ) as age,
    left(right(s.birthday, 5), 2) as birth_month,
    nullif(trim(s.city), '') as city,
    nullif(trim(s.store), '') as store,
    coalesce(c.n_purchases, 0) as n_purchases,
    cast(coalesce(c.revenue, 0) as double) as revenue
from {members} m
left join (select *, try_cast(birthday as date) as born from {side_customers}) s using (customer_id)
left join {customers} c using (customer_id)
order by m.member
