-- Refunds without a sale: how many, and their money.
select count(*), sum(amount) from {refunds} where sale_day is null
