-- One file, or files without order ids: nothing stands twice.
select cast(0 as bigint) as file, '' as customer_id, '' as order_id, 0 as day
limit 0
