-- Records and money of the files, by a scan of their own.
select count(*) as records, coalesce(sum(amount), 0) as amount from {lines}
