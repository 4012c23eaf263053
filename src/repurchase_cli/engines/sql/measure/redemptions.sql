-- Contacts whose coupon stands on an order of their window: their own code on anybody's, guests
-- included, or one of the campaign's words (a code, its name, its title) on the customer's own. A
-- cell may hold several coupons, and tills write codes in groups: blanks and hyphens do not count.
with words as (
    select campaign, contact, upper(regexp_replace(word, '[-\s]', '', 'g')) as word from {coupon_words}
),
coupons as (
    select distinct customer_id, day, upper(regexp_replace(word, '[-\s]', '', 'g')) as word
    from (
        select
            customer_id, day,
            unnest(list_append(regexp_split_to_array(coupon, '[\s,;|/+，；、]+'), coupon)) as word
        from {lines}
        where state in ('used', 'no_customer') and coalesce(coupon, '') <> ''
            and day > {first_day} and day <= {last_day}
    )
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
