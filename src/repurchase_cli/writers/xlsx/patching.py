"""Cells put into the XML of a sheet that somebody else made; everything around them stays.

openpyxl would lose pictures, text boxes, small lines and the results of formulas when it saves a
workbook that it has read, so the parts are copied as they are and single cells are written into
their text (ECMA-376 part 1, 18.3.1.4 and 18.3.1.73).
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from openpyxl.utils import column_index_from_string, get_column_letter

from repurchase_cli.writers import values
from repurchase_cli.writers.xlsx.rows import EPOCH, Texts

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Place = tuple[int, int]  # row and column, from 1

ROOT = re.compile(r"<((?:\w+:)?)worksheet\b")


class FormulaError(Exception):
    """A cell to be written holds a formula."""


def patched(sheet: str, cells: Mapping[Place, values.Scalar], epoch: date = EPOCH) -> str:
    """Return the XML of a sheet with some cells' values; their looks stay.

    Days are counted from ``epoch``.

    Raises
    ------
    FormulaError
        With the place of a cell that holds a formula.
    """
    root = ROOT.search(sheet)
    prefix = root[1] if root else ""
    data = re.compile(
        rf"<{prefix}sheetData\s*/>|<{prefix}sheetData>(.*?)</{prefix}sheetData>", re.S
    )
    by_row: dict[int, dict[int, values.Scalar]] = {}
    for (row, column), value in cells.items():
        by_row.setdefault(row, {})[column] = value
    found = data.search(sheet)
    if found is None:
        return sheet
    rows = _Elements(found[1] or "", prefix, "row", int)
    for row, new in by_row.items():
        start, inside = rows.get(row, (f'<{prefix}row r="{row}"', ""))
        rows.put(row, start, _cells(inside, prefix, row, new, epoch))
    body = f"<{prefix}sheetData>{rows.text()}</{prefix}sheetData>"
    return sheet[: found.start()] + body + sheet[found.end() :]


class _Elements:
    """Rows of a sheet or cells of a row by their numbers: the start of each, and what is inside.

    One without a reference follows the one before it.
    """

    def __init__(self, text: str, prefix: str, name: str, number: Callable[[str], int]) -> None:
        self.tag = prefix + name
        pattern = rf"(<{self.tag}\b[^>]*?)(?:/>|>(.*?)</{self.tag}>)"
        self.items: dict[int, tuple[str, str]] = {}
        last = 0
        for start, inside in re.findall(pattern, text, re.S):
            reference = re.search(r'\br="([^"]*)"', start)
            last = number(reference[1]) if reference else last + 1
            self.items[last] = (start, inside)

    def get(self, number: int, default: tuple[str, str]) -> tuple[str, str]:
        return self.items.get(number, default)

    def put(self, number: int, start: str, inside: str) -> None:
        self.items[number] = (start, inside)

    def text(self) -> str:
        return "".join(
            f"{start}>{inside}</{self.tag}>" if inside else f"{start}/>"
            for _, (start, inside) in sorted(self.items.items())
        )


def _cells(
    inside: str, prefix: str, row: int, new: Mapping[int, values.Scalar], epoch: date
) -> str:
    """Return the cells of a row with new values in some."""
    cells = _Elements(inside, prefix, "c", _column)
    for column, value in new.items():
        place = f"{get_column_letter(column)}{row}"
        start, before = cells.get(column, (f'<{prefix}c r="{place}"', ""))
        if f"<{prefix}f" in before:
            raise FormulaError(place)
        start = re.sub(r'\s+t="[^"]*"', "", start)
        cells.put(column, *_filled(start, value, prefix, epoch))
    return cells.text()


def _column(reference: str) -> int:
    return column_index_from_string(reference.rstrip("0123456789"))


def _filled(start: str, value: values.Scalar, prefix: str, epoch: date) -> tuple[str, str]:
    """Return the start of a cell and its content."""
    if value is None:
        return start, ""
    if isinstance(value, date):
        return start, f"<{prefix}v>{(value - epoch).days}</{prefix}v>"
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return start, f"<{prefix}v>{value!r}</{prefix}v>".replace("Decimal('", "").replace("')", "")
    text = escape(Texts().fit(str(value))).replace("\r", "&#13;")
    inline = f'<{prefix}is><{prefix}t xml:space="preserve">{text}</{prefix}t></{prefix}is>'
    return f'{start} t="inlineStr"', inline
