-- What assigned customers did in their windows: whether they bought, and the money of their days.
select
    a.contact,
    bool_or(d.is_purchase) as bought,
    cast(sum(d.money) as double) as revenue
from {days} d
join {assigned} a using (customer_id)
where d.day >= a.first_day and d.day <= a.last_day
group by a.contact
