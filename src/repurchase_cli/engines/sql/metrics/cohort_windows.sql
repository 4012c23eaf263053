-- Customers by the period of their first purchase: how many have been seen for so many days since,
-- and how many of those bought again within them.
select
    part, period,
    count(*) filter ({as_of} - day >= 30) as seen_30,
    count(*) filter ({as_of} - day >= 30 and next_day - day <= 30) as back_30,
    count(*) filter ({as_of} - day >= 60) as seen_60,
    count(*) filter ({as_of} - day >= 60 and next_day - day <= 60) as back_60,
    count(*) filter ({as_of} - day >= 90) as seen_90,
    count(*) filter ({as_of} - day >= 90 and next_day - day <= 90) as back_90,
    count(*) filter ({as_of} - day >= 180) as seen_180,
    count(*) filter ({as_of} - day >= 180 and next_day - day <= 180) as back_180,
    count(*) filter ({as_of} - day >= 365) as seen_365,
    count(*) filter ({as_of} - day >= 365 and next_day - day <= 365) as back_365
from {purchases} join {calendar} using (day)
where purchase_rank = 1 and day >= {first_cohort}
group by part, period
