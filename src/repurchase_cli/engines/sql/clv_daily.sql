-- Repeat purchases by day, of the customers who had bought by an earlier day.
select d.day, count(*) as n
from main.days d
join main.customers c using (customer_id)
join {earlier}.customers e using (customer_id)
where d.is_purchase and d.day > c.first_purchase - date '1970-01-01'
group by d.day
order by d.day
