-- The first and the last day on which something was sold.
select min(day), max(day) from {used} where not is_refund
