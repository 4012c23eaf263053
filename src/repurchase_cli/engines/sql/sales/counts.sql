-- How many customers there are, and how many purchases.
select count(*), coalesce(sum(n_purchases), 0) from {customers}
