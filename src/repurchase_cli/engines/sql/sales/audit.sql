-- Records and money of the files, by a scan of their own.
select count(*), coalesce(sum(amount), 0) from ({lines})
