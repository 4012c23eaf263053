-- What stands in the files: records and money by file, and by the texts that name category and item
-- where these are asked for. The books are checked by this scan.
select file{texts}, count(*) as records, coalesce(sum(amount), 0) as amount
from {lines}
group by all
