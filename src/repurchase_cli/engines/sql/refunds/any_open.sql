-- Whether a refund is open.
select 1 from {refunds} where is_open limit 1
