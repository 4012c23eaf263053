"""Excel's own tables: a name, a filter and stripes, for formulas and pivots to refer to.

A workbook whose tables have headings that differ from the cells, occur twice, or have no row below
them, is repaired when it is opened; so headings are made to differ here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo

from repurchase_cli.writers import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

HEADING_LIMIT, NAME_LIMIT = 255, 200
CELL = re.compile(r"[A-Za-z]{1,3}\d+|[RrCc]|[Rr]\d*[Cc]\d*")  # no name: it would be a cell's
STYLE = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)


def headings(labels: Iterable[str]) -> list[str]:
    """Return headings that differ whatever their letters' size, none empty."""
    taken: dict[str, str] = {}
    for label in labels:
        start = values.clean(label).strip()[:HEADING_LIMIT] or "-"
        heading, number = start, 1
        while heading.casefold() in taken:
            number += 1
            heading = f"{start[: HEADING_LIMIT - 6]} ({number})"
        taken[heading.casefold()] = heading
    return list(taken.values())


def add(sheet: Worksheet, name: str, header: int, heads: Sequence[str], rows: int) -> None:
    """Make a table of the rows below a header that holds ``heads``."""
    last = header + max(rows, 1)
    place = f"A{header}:{get_column_letter(len(heads))}{last}"
    book = sheet.parent
    assert book is not None  # noqa: S101 - every sheet has its book
    table = Table(displayName=_name(name, book), ref=place, tableStyleInfo=STYLE)
    table.autoFilter = AutoFilter(ref=place)
    for number, heading in enumerate(heads, 1):
        table.tableColumns.append(TableColumn(id=number, name=heading))
    sheet.add_table(table)


def _name(name: str, book: Workbook) -> str:
    """Return a name that no other table has, of letters, digits and underscores."""
    taken = {table.casefold() for sheet in book.worksheets for table in sheet.tables}
    start = re.sub(r"\W", "_", name)[:NAME_LIMIT] or "table"
    if CELL.fullmatch(start) or not (start[0].isalpha() or start[0] == "_"):
        start = f"_{start}"
    result, number = start, 1
    while result.casefold() in taken:
        number += 1
        result = f"{start}_{number}"
    return result
