"""Workbooks as CSV texts in which a record's line is its row.

A workbook is read as a stream by a reader of our own: it keeps what the cells hold (a number's
digits, a date, a code with leading zeros) and needs no memory for empty cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.cells import Cells, plain
from repurchase_cli.readers.files.containers import Budget
from repurchase_cli.readers.files.grid import (
    MOST_COLUMNS,
    Grid,
    Note,
    Sheet,
    Workbook,
    broken,
    hidden_sheet,
)
from repurchase_cli.readers.files.merged import Span
from repurchase_cli.readers.files.workbook import (
    Attributes,
    Parts,
    listed_sheets,
    number_formats,
    relations,
    shared_strings,
)

_MOST_ROWS = 1 << 20
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})")


def from_workbook(path: Path, name: str, workspace: Path, budget: Budget) -> Workbook:
    """Return each visible sheet that holds a table as a CSV text in ``workspace``.

    Raises
    ------
    InputError
        When the workbook is damaged or no visible sheet holds a table.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = {n.replace("\\", "/").lstrip("/").lower(): n for n in archive.namelist()}
            return _read(Parts(archive, names, budget, name), workspace)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise broken(name, str(error)) from None


def _read(parts: Parts, workspace: Path) -> Workbook:
    book = next((t for t, kind in relations(parts, "").values() if kind == "officeDocument"), "")
    if not book:
        raise InputError("this is no workbook", hint="give a .xlsx or .csv file", file=parts.name)
    related = relations(parts, book)
    by_kind = {kind: target for target, kind in related.values()}
    listed, base = listed_sheets(parts, book)
    strings = shared_strings(parts, by_kind.get("sharedStrings", ""))
    formats = number_formats(parts, by_kind.get("styles", ""))
    found: list[Sheet] = []
    notes: list[Note] = []
    for title, relation, visible in listed:
        target, kind = related.get(relation, ("", ""))
        if kind != "worksheet":
            continue
        if not visible:
            notes.append(hidden_sheet(parts.name, title))
            continue
        if sheet := _sheet(parts, target, title, Cells(strings, formats, base), workspace):
            found.append(sheet)
    if not found:
        hint = "unhide the sheet, or export again" if notes else "export it again"
        raise InputError("no sheet of this workbook holds a table", hint=hint, file=parts.name)
    return Workbook(tuple(found), tuple(notes))


def _sheet(parts: Parts, part: str, title: str, cells: Cells, workspace: Path) -> Sheet | None:
    """Write a sheet as CSV, each row on the line of its number; None when it holds no table."""
    with Grid(workspace, parts.name, most_rows=_MOST_ROWS) as grid:

        def merge(cells: str) -> None:
            """Keep a merged range such as ``A2:A5``."""
            if found := _RANGE.fullmatch(cells):
                grid.merge(Span(_column(found[1], {}), int(found[2]), int(found[3])))

        parts.feed(part, _cell_parser(parts, cells, grid.row, merge))
        return grid.sheet(title)


def _cell_parser(
    parts: Parts,
    cells: Cells,
    emit: Callable[[int, dict[int, str]], None],
    merge: Callable[[str], None],
) -> expat.XMLParserType:
    """Return a parser that gives each row's cells to ``emit``, merged ranges to ``merge``."""
    parser = parts.parser()
    text: list[str] = []
    run: list[str] = []
    row: dict[int, str] = {}
    columns: dict[str, int] = {}
    number = 0
    column = -1
    kind = style = ""
    aside = False

    def start(tag: str, values: Attributes) -> None:
        nonlocal number, column, kind, style, aside
        if tag == "c":
            place = values.get("r")
            column = column + 1 if place is None else _column(place, columns)
            kind, style = values.get("t", "n"), values.get("s", "")
        elif tag in ("v", "t", "f"):
            text.clear()
        elif tag == "row":
            number = int(values.get("r", number + 1))
            column = -1
            row.clear()
        elif tag == "is":
            run.clear()
        elif tag == "rPh":
            aside = True
        elif tag == "mergeCell":
            merge(values.get("ref", ""))

    def end(tag: str) -> None:
        nonlocal aside
        if tag == "v":
            if raw := "".join(text):
                row[column] = cells.text(kind, style, raw)
            elif kind == "str":  # an empty text is the value of its formula
                row.pop(column, None)
        elif tag == "f":  # stands until its value follows, which it has once it was worked out
            row[column] = f"={''.join(text) or '(…)'}"
        elif tag == "row":
            emit(number, row)
        elif tag == "t" and not aside:
            run.append("".join(text))
        elif tag == "is":
            row[column] = plain("".join(run))
        elif tag == "rPh":
            aside = False

    parser.CharacterDataHandler = text.append
    _handle(parser, start, end)
    return parser


def _handle(
    parser: expat.XMLParserType,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None],
) -> None:
    """Give a sheet's elements to handlers without their prefix, which most have not."""

    def first(tag: str, _: Attributes) -> None:
        prefix = tag[: tag.rfind(":") + 1]
        skip = len(prefix)
        parser.StartElementHandler = start if not skip else lambda t, v: start(t[skip:], v)
        parser.EndElementHandler = end if not skip else lambda t: end(t[skip:])

    parser.StartElementHandler = first


def _column(place: str, known: dict[str, int]) -> int:
    """Return the number, from 0, of the column that a cell's name such as ``AB12`` tells."""
    letters = place.rstrip("0123456789")
    column = known.get(letters)
    if column is None:
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - 64
        column -= 1
        if not 0 <= column < MOST_COLUMNS:
            raise ValueError(f"there is no cell {place[:12]}")
        known[letters] = column
    return column
