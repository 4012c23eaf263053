-- Whether money was given back at all.
select 1 from {used} where is_refund limit 1
