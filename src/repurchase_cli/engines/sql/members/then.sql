-- What assigned customers had bought before their contact day, which tells the cell that they were in.
select a.contact, count(*) as n_purchases, max(a.first_day) - 1 - max(d.day) as days_since_last
from {days} d
join {assigned} a using (customer_id)
where d.is_purchase and d.day < a.first_day
group by a.contact
