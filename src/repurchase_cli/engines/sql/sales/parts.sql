-- The part of the shop that every customer belongs to: the values of its groups, side by side.
select c.row, {part} as part
from {customers} c
{joins}
