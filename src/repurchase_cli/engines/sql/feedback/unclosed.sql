-- The complaints that nothing tells to be open or closed.
select piece from {pieces} where kind = 'complaint' and is_open is null
