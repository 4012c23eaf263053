"""Merged cells: values that stand on the first row of a group only.

A spreadsheet that was saved as text leaves the rows below the first one blank where cells were
merged. A row continues the one above when it has an item but no date, and neither another order nor
another customer. Few such rows are gaps in the data and stay so; many are merged cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from repurchase_cli.readers.columns import Columns, Table

_ENOUGH = 0.1
_KEYS = ("order_time", "order_clock", "order_id", "customer_id")
#: What belongs to the row itself and is never taken from the row above.
_OWN = ("amount", "quantity", "unit_price", "list_price", "discount", "refund", "sku", "product",
        "category", "style", "size", "color", "season", "scene", "coupon_amount", "cost")  # fmt: skip


def filled_down(table: Table, columns: Columns) -> tuple[int, ...]:
    """Return the columns whose blank cells take the value above; none when cells are not merged."""
    rows = table.rows
    below = [
        row for above, row in zip(rows, rows[1:], strict=False) if _continues(row, above, columns)
    ]
    if len(below) < _ENOUGH * len(rows):
        return ()
    own = {i for field in _OWN for i in columns.fields.get(field, ())}
    keys = {i for field in _KEYS for i in columns.fields.get(field, ())}
    blank = {i for i in range(len(table.headers)) if all(not _cell(row, i) for row in below)}
    return tuple(sorted((keys | blank) - own))


def _continues(row: Sequence[str], above: Sequence[str], columns: Columns) -> bool:
    """Whether a row has an item but no date, and no key that differs from the row above."""
    date = columns.fields["order_time"][0]
    item = [i for f in ("sku", "product", "quantity") for i in columns.fields.get(f, ())]
    if _cell(row, date) or not any(_cell(row, i) for i in item):
        return False
    keys = [i for f in ("order_id", "customer_id") for i in columns.fields.get(f, ())]
    return all(_cell(row, i) in ("", _cell(above, i)) for i in keys)


def _cell(row: Sequence[str], column: int) -> str:
    return row[column].strip() if column < len(row) else ""
