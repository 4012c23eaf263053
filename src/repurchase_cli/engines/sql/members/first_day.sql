-- The first and the last day of the sales.
select min(day), max(day) from {days}
