"""What purchases hold: units, whether anything was on discount, which categories, and one item.

Orders keep it of their lines. Which categories there are, and which texts name no item, the lines
that the pass has kept tell before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repurchase_cli.terms import Terms

#: What orders keep of the items of their lines, and how it is summed up; see ``filled_lines``.
ITEMS = {"units": "sum", "discounted": "bool_or", "categories": "bit_or"}
#: What stands for all lines of an order: the last of its items and stores, by their texts.
_NAMED = {"item": "max", "store_text": "max"}


def kept_items(terms: Terms) -> dict[str, str]:
    """Return what orders keep of their items, and how it is summed up."""
    return (ITEMS if terms.needs.items else {}) | (_NAMED if terms.needs.last_items else {})


def summed(columns: Mapping[str, str]) -> str:
    """Return the SQL that sums columns up, each in its own way, to follow other columns."""
    return "".join(f", {how}({name}) as {name}" for name, how in columns.items())
