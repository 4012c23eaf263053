-- The places of sale that lines name: store, channel, and who sold.
select
    number as place,
    clean_text(store_text) as store,
    clean_text(channel_text) as channel,
    clean_text(staff_text) as staff
from {dictionary}
where not is_variant
