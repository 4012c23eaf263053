-- Customers whose days up to an earlier day came to something else by then: a refund came later, or the
-- rest of an order that had begun.
select customer_id from {given_back} where sale_day <= {last_day} and day > {last_day}
{begun}
