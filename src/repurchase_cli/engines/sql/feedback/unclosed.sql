-- How many complaints nothing tells to be open or closed.
select count(*) from {pieces} where kind = 'complaint' and is_open is null
