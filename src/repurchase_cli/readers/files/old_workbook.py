"""Workbooks as Excel saved them before 2007 (.xls), taken apart by xlrd.

A record's line is its row.
"""

from __future__ import annotations

import io
import struct
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.cells import Cells, meaning_of, plain
from repurchase_cli.readers.files.grid import (
    Grid,
    Note,
    Sheet,
    Workbook,
    broken,
    hidden_sheet,
)
from repurchase_cli.readers.files.merged import Span

if TYPE_CHECKING:
    import xlrd
    from xlrd.book import Book

_MOST_ROWS = 1 << 16
#: xlrd's types of cells, as :class:`Cells` names them; others are blank.
_KINDS = {2: "n", 3: "n", 4: "b"}
_TEXT = 1
#: What xlrd raises on bytes that are no workbook, beside its own errors.
_DAMAGE = (
    struct.error, AssertionError, AttributeError, LookupError, OverflowError, TypeError, ValueError,
    ZeroDivisionError,
)  # fmt: skip
_MOST_EXACT = 1 << 53


def from_old_workbook(path: Path, name: str, workspace: Path) -> Workbook:
    """Return each visible sheet that holds a table as a CSV text in ``workspace``.

    Raises
    ------
    InputError
        When the file is no workbook, is protected or damaged, or no visible sheet holds a table.
    """
    import xlrd  # noqa: PLC0415 - few need it
    from xlrd.biffh import XLRDError  # noqa: PLC0415
    from xlrd.compdoc import CompDocError  # noqa: PLC0415

    sheets: list[Sheet] = []
    notes: list[Note] = []
    try:
        with (
            xlrd.open_workbook(
                str(path), logfile=io.StringIO(), formatting_info=True, on_demand=True
            ) as book,
            ExitStack() as grids,
        ):
            cells = _cells(book)
            for index in range(book.nsheets):
                sheet = book.sheet_by_index(index)
                title = "".join(c if c.isprintable() else "_" for c in sheet.name)
                if sheet.visibility:
                    notes.append(hidden_sheet(name, title))
                    continue
                grid = grids.enter_context(Grid(workspace, name, most_rows=_MOST_ROWS))
                _fill(grid, sheet, cells)
                if found := grid.sheet(title):
                    sheets.append(found)
                book.unload_sheet(index)
    except (XLRDError, CompDocError) as error:
        raise _refused(str(error), name) from None
    except _DAMAGE:
        raise broken(name, "parts of it are missing, or are not what they should be") from None
    if not sheets:
        hint = "unhide the sheet, or export again" if notes else "export it again"
        raise InputError("no sheet of this workbook holds a table", hint=hint, file=name)
    return Workbook(tuple(sheets), tuple(notes))


def _refused(why: str, name: str) -> InputError:
    if "encrypted" in why:
        return InputError(
            "this workbook is protected by a password",
            hint="save it without a password",
            file=name,
        )
    if "find workbook" in why:
        return InputError(
            "this is a document of Office, but no workbook",
            hint="export the orders as .csv or .xlsx",
            file=name,
        )
    return broken(name, why)


def _cells(book: Book) -> Cells:
    """Return what reads numbers: by the place of a cell's format, from the book's first day."""
    formats = []
    for record in book.xf_list:
        key = record.format_key
        code = book.format_map[key].format_str if key in book.format_map else ""
        formats.append(meaning_of(key, None) or meaning_of(key, code))
    return Cells([], formats, date(1904, 1, 1) if book.datemode else date(1899, 12, 30))


def _fill(grid: Grid, sheet: xlrd.sheet.Sheet, cells: Cells) -> None:
    """Write the rows of a sheet, and keep what it merges."""
    for number in range(sheet.nrows):
        kinds, values = sheet.row_types(number), sheet.row_values(number)
        row = {}
        for column, (kind, value) in enumerate(zip(kinds, values, strict=True)):
            if kind == _TEXT:
                row[column] = plain(value)
            elif kind in _KINDS:
                style = sheet.cell_xf_index(number, column)
                row[column] = cells.text(_KINDS[kind], str(style), _raw(float(value)))
        if row:
            grid.row(number + 1, row)
    for first, beyond, column, _ in sheet.merged_cells:
        grid.merge(Span(column, first + 1, beyond))


def _raw(value: float) -> str:
    """Return a number as a workbook of today would store it."""
    whole = value.is_integer() and abs(value) < _MOST_EXACT
    return str(int(value)) if whole else repr(value)
