"""Refunds and reversals, which count as the sales do that they take back.

A refund of an order that was cancelled or never paid takes nothing back, and a voided sale that
counts is taken back by its reversal. Which of the two it is shows only when all orders are known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.engines import states
from repurchase_cli.engines.relations import Query, text_of
from repurchase_cli.rows import text

if TYPE_CHECKING:
    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.engines.relations import Relation

#: States of sales that say nothing of what was refunded: of the record, not of the sale.
_OTHER = ("no_customer", "not_a_customer", "document", "tender", "repeated_order", "blank_row",
          "repeated_header", "totals_line", "after_as_of", "isolated_date", "reversal")  # fmt: skip


def turn_refunds(sales: Reduction) -> Relation | None:
    """Give refunds and reversals the state that their sales give them; return which were turned."""
    has = {state for (state,) in sales.derive("sales/states").tuples()}
    left_out = [state for state in states.names("excluded") if state not in _OTHER]
    if not has & {*left_out, "reversal"}:
        return None
    words = {"left_out": ", ".join(map(text, left_out))}
    turned = sales.derive("sales/turned_refunds", words).kept()
    if not len(turned):
        return None
    sales.base["orders"] = sales.view("sales/turned_orders", turned=turned)
    return turned


def turned_lines(lines: str, turned: Relation | None) -> str:
    """Return the SQL of lines with the states that were turned."""
    if turned is None:
        return lines
    return Query(text_of("sales/turned_lines"), {"turned": turned}, {"lines": f"({lines})"}).sql
