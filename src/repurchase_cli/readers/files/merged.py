"""Merged cells: values that stand on the first row of a group only.

A workbook says which cells were merged. A spreadsheet that was saved as text only leaves the rows
below the first one blank; two kinds of them are sure. A row *continues* the one above when it has
an item but no date, and neither another order nor another customer: few such rows are gaps in the
data and stay so, many are merged cells. And a row is of the *same order* as the one above when it
carries the same order id and day: its blank customer is that order's. A blank customer on a row
with an order or a day of its own may as well be a guest, and stays one.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from repurchase_cli.grammars.totals import is_total
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.systems import System

_ENOUGH = 0.1
#: From this share of blank customers on it may be that they were merged.
_MOSTLY_BLANK, _ENOUGH_CUSTOMERS = 0.5, 5
_KEYS = ("order_time", "order_clock", "order_id", "customer_id")
_ITEM = ("sku", "product", "quantity")
#: What belongs to the row itself and is never taken from the row above.
_OWN = (*_ITEM, "amount", "unit_price", "list_price", "discount", "refund", "category", "style",
        "size", "color", "season", "scene", "coupon_amount", "cost")  # fmt: skip
#: What of a merged cell stands for all its rows together.
_SUMS = ("quantity", "discount", "refund", "coupon_amount")
_CLOCK = re.compile(r"[ T]+\d{1,2}:.*")

Row = Sequence[str]


class Span(NamedTuple):
    """Cells of a column that a workbook has merged, from a physical line to another."""

    column: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Below:
    """Rows of one kind that take cells of the row above, and which cells."""

    is_below: Callable[[Row, Row], bool]
    columns: tuple[int, ...]

    def filled(self, row: list[str], above: Row) -> list[str]:
        """Return a row with the cells of the row above, where it is such a row."""
        if not self.is_below(row, above):
            return row
        blank = {i for i in self.columns if not row[i].strip()}
        return [above[i] if i in blank else cell for i, cell in enumerate(row)]


@dataclass(frozen=True, slots=True)
class Merged:
    """What the rows of a file take from the rows above them.

    ``spans`` are those of a workbook, by column. ``sums`` stand for all rows of a span together and
    are not taken from above; of a merged ``amount`` the rows below the first have nothing more.
    """

    below: tuple[Below, ...]
    spans: tuple[tuple[int, tuple[Span, ...]], ...] = ()
    sums: frozenset[int] = frozenset()
    amount: frozenset[int] = frozenset()

    def filled(self, row: list[str], above: Row, line: int) -> list[str]:
        """Return the row of a physical line with what it takes from the row above."""
        if self.spans:
            row = self._spanned(row, above, line)
        for kind in self.below:
            row = kind.filled(row, above)
        return row

    def _spanned(self, row: list[str], above: Row, line: int) -> list[str]:
        merged = {column for column, spans in self.spans if _is_within(spans, line)}
        blank = {i for i in merged if i < len(row) and not row[i].strip()}
        taken = {i: "0" if i in self.amount else above[i] for i in blank - self.sums}
        return [taken.get(i, cell) for i, cell in enumerate(row)]


def _is_within(spans: Sequence[Span], line: int) -> bool:
    """Whether a line is one of a span, but not its first; ``spans`` are in order."""
    at = bisect_left(spans, line, key=lambda span: span.first) - 1
    return at >= 0 and line <= spans[at].last


def rows_below(table: Table, columns: Columns, system: System) -> tuple[Below, ...]:
    """Return the kinds of rows, in the sample of all files, that take cells of the row above."""
    of_orders = system.order_totals  # what one line says, all lines say
    kinds = (_continued(table, columns), None if of_orders else _same_order(table, columns))
    return tuple(kind for kind in kinds if kind is not None)


def merged_cells(
    below: tuple[Below, ...], columns: Columns, spans: Sequence[Span]
) -> Merged | None:
    """Return which cells of a file are merged, None when none are."""
    by_column: dict[int, list[Span]] = {}
    for span in sorted(spans, key=lambda span: span.first):
        by_column.setdefault(span.column, []).append(span)
    if not below and not by_column:
        return None
    return Merged(
        below,
        tuple((column, tuple(found)) for column, found in by_column.items()),
        sums=frozenset(i for field in _SUMS for i in columns.fields.get(field, ())),
        amount=frozenset(columns.fields.get("amount", ())),
    )


def _continued(table: Table, columns: Columns) -> Below | None:
    """Return the rows that have an item but no date, None when there are only few."""
    fields = columns.fields
    date = fields["order_time"][0]
    keys = [i for field in ("order_id", "customer_id") for i in fields.get(field, ())]
    item = [i for field in ("sku", "product") for i in fields.get(field, ())]
    item = item or list(fields.get("quantity", ()))

    def continues(row: Row, above: Row) -> bool:
        items = list(filter(None, (_cell(row, i) for i in item)))
        if _cell(row, date) or not items or any(map(is_total, items)):
            return False
        return all(_cell(row, i) in ("", _cell(above, i)) for i in keys)

    return _below(table, columns, continues, least=_ENOUGH)


def _same_order(table: Table, columns: Columns) -> Below | None:
    """Return the rows without a customer that belong to the order above, None when there is none.

    Where orders are blank as well, only many such rows on the day of the row above are sure.
    """
    order, date = columns.first("order_id"), columns.fields["order_time"][0]
    customers = columns.fields["customer_id"]
    if order is None or order in customers:
        return None

    def lacks_customer(row: Row, above: Row) -> bool:
        if any(_cell(row, i) for i in customers) or not any(_cell(above, i) for i in customers):
            return False
        day = _day(_cell(row, date))
        return bool(day and _cell(above, order)) and day == _day(_cell(above, date))

    def same(row: Row, above: Row) -> bool:
        return lacks_customer(row, above) and _cell(row, order) == _cell(above, order)

    def same_or_none(row: Row, above: Row) -> bool:
        return lacks_customer(row, above) and _cell(row, order) in ("", _cell(above, order))

    none = _below(table, columns, same_or_none, least=_ENOUGH)
    return none or _below(table, columns, same, least=0)


def _below(
    table: Table, columns: Columns, is_below: Callable[[Row, Row], bool], *, least: float
) -> Below | None:
    """Return rows of a kind when they make up a share of the sample, with what they take."""
    found = [row for above, row in pairwise(table.rows) if is_below(row, above)]
    if len(found) < max(1, least * len(table.rows)):
        return None
    keys = {i for field in _KEYS for i in columns.fields.get(field, ())}
    blank = {i for i in range(len(table.headers)) if all(not _cell(row, i) for row in found)}
    return Below(is_below, tuple(sorted((keys | blank) - _own(columns))))


def doubt(table: Table, columns: Columns, *, file: str) -> tuple[tuple[str, str], ...]:
    """Return what must be said of a customer that may stand on the first row of a group only.

    Then every customer stands there once, above rows that have none.
    """
    customers = columns.fields["customer_id"]
    named = ["\0".join(_cell(row, i) for i in customers).strip("\0") for row in table.rows]
    filled = [name for name in named if name]
    blank = len(named) - len(filled)
    if blank < _MOSTLY_BLANK * len(named) or len(filled) < _ENOUGH_CUSTOMERS:
        return ()
    if len(set(filled)) < len(filled) or not named[0]:
        return ()
    header = table.headers[customers[0]]
    return (
        (
            f"{file}: {header} is blank in {blank / len(named):.0%} of the rows, and each customer "
            "stands there once: blank ones count as guests; if cells were merged, unmerge and fill "
            "them, or export again; else: --set answers.blank_customers=accept",
            f"{file}：{blank / len(named):.0%} 的行“{header}”为空，且每位客户只出现一次："
            "空白按散客计；若为合并单元格，请取消合并并填充，或重新导出；"
            "否则：--set answers.blank_customers=accept",
        ),
    )


def _own(columns: Columns) -> set[int]:
    return {i for field in _OWN for i in columns.fields.get(field, ())}


def _day(moment: str) -> str:
    return _CLOCK.sub("", moment)


def _cell(row: Row, column: int) -> str:
    return row[column].strip() if column < len(row) else ""
