-- The places of sale that lines name: store, channel, and who sold.
select number as place, store, channel, staff
from {dictionary}
where not is_variant
