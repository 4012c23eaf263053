-- Purchases with what they hold, and the categories of the same customer's purchase before.
select
    p.part, p.customer, p.day, p.amount,
    i.units, i.discounted, i.categories,
    lag(i.categories) over (partition by p.customer order by p.purchase_rank) as categories_before
from purchases p
left join item_days i using (customer, day, purchase_key)
