"""Laws of reading by their names: what each doubts about a file, and what a user accepts by it.

A law doubts where the numbers of a file speak against its plain reading. Where the user knows
better, ``answers: {NAME: accept}`` in the settings says so: that law is silent then, and no other
is. What a setting of its own decides (columns, statuses, decimal, rates) has no law here.
"""

from __future__ import annotations

LAWS: dict[str, str] = {
    "shared_addresses": "ids that share an e-mail or a phone are different customers",
    "numbered_customers": "customers who are numbered on from order to order are customers",
    "masked_customers": "numbers with hidden digits tell customers apart",
    "busy_customers": "an id with far more orders than any other is a customer",
    "two_spellings": "ids alike but for case, leading zeros or phone signs are different customers",
    "blank_customers": "rows without a customer are of guests, below one that has one too",
    "rounded_ids": "long ids that all end in zeros are as they were given out",
    "heads_of_orders": "a line that comes to the sum of the others of its order counts like them",
    "totals_without_ids": "equal amounts on the lines of one moment are those of the lines",
    "repeated_rows": "rows that stand again word for word were sold again",
    "same_sales": "lines of two words with the same customers and amounts are sales of their own",
    "payments_cancel": "amounts below zero that cancel nearly all others are no payments",
    "nothing_above_zero": "amounts of which none is above zero are all that there is",
    "pack_sizes": "a price is for one of the quantity, whatever a pack holds",
}
