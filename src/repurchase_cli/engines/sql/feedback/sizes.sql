-- The sizes that the shop sells.
select distinct trim(size) as size from {used_lines} where trim(coalesce(size, '')) <> '' order by size
