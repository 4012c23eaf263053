-- What customers' orders of each day come to, up to an earlier day, of those who have any since another.
select * from {days}
where day <= {last_day}
    and customer_id in (select customer_id from {days} where day between {since} and {last_day})
