-- The customers by the values of their covariates, side by side.
select c.row, {part} as part
from {customers} c
{joins}
