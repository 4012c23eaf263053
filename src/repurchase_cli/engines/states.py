"""The states that a line can be in, and how each is booked: a table of data.

Every record is ``used``, excluded for a named reason, or rejected. A state is also the code of its
rows in the problems table.
"""

from __future__ import annotations

from typing import NamedTuple

from repurchase_cli.books import Action


class State(NamedTuple):
    """What becomes of a line in this state, which field shows why, and the reason in words."""

    action: Action
    field: str
    reason: str


STATES: dict[str, State] = {
    "used": State("used", "", ""),
    "short_row": State(
        "repaired", "", "fewer cells than the header has: the rest was taken as empty"
    ),
    "no_customer": State("excluded", "customer_id", "no customer: a guest or a placeholder"),
    "not_a_customer": State("excluded", "customer_id", "listed under not_customers"),
    "cancelled": State("excluded", "status", "cancelled"),
    "unpaid": State("excluded", "status", "not paid"),
    "refunded": State("excluded", "status", "refunded in full"),
    "not_a_sale": State("excluded", "kind", "a charge or transfer of the shop, no sale"),
    "reversal": State("excluded", "status", "takes back a sale that does not count"),
    "document": State("excluded", "kind", "the same sale as another document, or its payment"),
    "tender": State("excluded", "product", "how an order was paid, no item of it"),
    "stored_value": State("excluded", "payment", "stored value, which counts only once"),
    "ignored": State("excluded", "status", "ignored, as the settings say"),
    "repeated_order": State("excluded", "order_id", "counted as in a later export"),
    "blank_row": State("excluded", "", "neither a date nor an amount: no sale"),
    "repeated_header": State("excluded", "order_time", "the header again"),
    "totals_line": State("excluded", "order_time", "a line of totals"),
    "after_as_of": State("excluded", "order_time", "after the as-of date"),
    "isolated_date": State("excluded", "order_time", "more than a year from all other dates"),
    "cut_row": State("rejected", "", "the file ends within this record: it was cut off"),
    "long_row": State("rejected", "", "more cells than the header has"),
    "id_destroyed": State(
        "rejected", "customer_id", "an id that a spreadsheet has turned into a number"
    ),
    "date_missing": State("rejected", "order_time", "no date"),
    "date_unreadable": State("rejected", "order_time", "no date that exists, or in no known form"),
    "amount_missing": State("rejected", "amount", "no amount"),
    "amount_unreadable": State("rejected", "amount", "not an amount of money"),
}


def lasting() -> tuple[str, ...]:
    """Return the states that a line has whatever its day: of what cannot be read, or sums up."""
    return (*names("rejected"), "totals_line")


def names(action: Action) -> tuple[str, ...]:
    """Return the states that are booked by an action."""
    return tuple(name for name, state in STATES.items() if state.action == action)
