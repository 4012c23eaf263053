-- How many categories have a bit of their own.
select count(bit) from {categories}
