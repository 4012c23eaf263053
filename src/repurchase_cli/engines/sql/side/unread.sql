-- The fields of a side file of which values could not be read: how many, and one of them.
select field, count(*) as records, min(value) as example
from {records}
where file = {file} and field <> ''
group by field
order by field
