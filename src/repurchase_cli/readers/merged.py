"""Merged cells: values that stand on the first row of a group only.

A spreadsheet that was saved as text leaves the rows below the first one blank where cells were
merged. A row continues the one above when it has an item but no date, and neither another order nor
another customer. Few such rows are gaps in the data and stay so; many are merged cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from repurchase_cli.readers.columns import Columns, Table

_ENOUGH = 0.1
_KEYS = ("order_time", "order_clock", "order_id", "customer_id")
_ITEM = ("sku", "product", "quantity")
#: What belongs to the row itself and is never taken from the row above.
_OWN = (*_ITEM, "amount", "unit_price", "list_price", "discount", "refund", "category", "style",
        "size", "color", "season", "scene", "coupon_amount", "cost")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Merged:
    """Positions of the date, of the keys and the item, and of the columns that were merged."""

    date: int
    keys: tuple[int, ...]
    item: tuple[int, ...]
    columns: tuple[int, ...] = ()

    def continues(self, row: Sequence[str], above: Sequence[str]) -> bool:
        """Whether a row has an item but no date, and no key that differs from the row above."""
        if _cell(row, self.date) or not any(_cell(row, i) for i in self.item):
            return False
        return all(_cell(row, i) in ("", _cell(above, i)) for i in self.keys)

    def filled(self, row: list[str], above: Sequence[str]) -> list[str]:
        """Return a row with the merged cells of the row above, where it continues that row."""
        if not self.continues(row, above):
            return row
        blank = {i for i in self.columns if not row[i].strip()}
        return [above[i] if i in blank else cell for i, cell in enumerate(row)]


def merged_cells(table: Table, columns: Columns) -> Merged | None:
    """Return which cells of a table are merged, None when none are."""
    fields = columns.fields
    merged = Merged(
        date=fields["order_time"][0],
        keys=tuple(i for field in ("order_id", "customer_id") for i in fields.get(field, ())),
        item=tuple(i for field in ("sku", "product") for i in fields.get(field, ()))
        or fields.get("quantity", ()),
    )
    below = [row for above, row in pairwise(table.rows) if merged.continues(row, above)]
    if len(below) < max(1, _ENOUGH * len(table.rows)):
        return None
    own = {i for field in _OWN for i in fields.get(field, ())}
    keys = {i for field in _KEYS for i in fields.get(field, ())}
    blank = {i for i in range(len(table.headers)) if all(not _cell(row, i) for row in below)}
    return Merged(merged.date, merged.keys, merged.item, tuple(sorted((keys | blank) - own)))


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
