-- How many records of a side file are in which state.
select state, count(*) from {records} where file = {file} group by state
