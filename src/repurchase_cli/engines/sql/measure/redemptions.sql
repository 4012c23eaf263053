-- Contacts whose coupon stands on an order of their window: their own code on anybody's, guests
-- included, or one of the campaign's words (a code, its name, its title) on the customer's own. A
-- cell may hold several coupons.
with words as (
    select campaign, contact, compared_code(word) as word from {words_of_coupons}
),
coupons as (
    select distinct customer_id, day, unnest(coupon_words(coupon)) as word
    from {lines}
    where state in ('used', 'no_customer') and coalesce(coupon, '') <> ''
        and day > {first_day} and day <= {last_day}
)
select distinct a.contact
from coupons c
join words w using (word)
join {assigned} a on a.contact = w.contact
where c.day >= a.first_day and c.day <= a.last_day
union
select distinct a.contact
from coupons c
join words w using (word)
join {assigned} a on a.campaign = w.campaign and a.customer_id = c.customer_id
where c.day >= a.first_day and c.day <= a.last_day
