-- Whether a refund has no sale yet.
select 1 from {refunds} where sale_day is null limit 1
