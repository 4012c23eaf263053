-- What customers' orders of each day come to, up to an earlier day.
select * from {days} where day <= {last_day}
