-- The day of the first basket; without any, the as-of date.
select date '1970-01-01' + coalesce(min(day), {as_of}) as first_day from {baskets}
