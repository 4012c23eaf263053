-- The money of the files' own lines of totals.
select amount from {lines} where state = 'totals_line'
