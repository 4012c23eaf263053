-- Nobody is matched with a slow item where there is no inventory.
select cast(0 as integer) as customer, '' as slow_item, '' as slow_product where false
