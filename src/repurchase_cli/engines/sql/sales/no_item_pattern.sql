-- The names of what is no item, as one regular expression.
select string_agg(regexp_escape(name), '|') from {no_items}
