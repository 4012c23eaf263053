-- The prospect of an id, if there is one.
select customer_id from target_prospects where customer_id = {customer}
