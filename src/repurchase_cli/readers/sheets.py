"""Workbooks as CSV texts in which a record's line is its row.

A workbook is read as a stream by a reader of our own: it keeps what the cells hold (a number's
digits, a date, a code with leading zeros) and needs no memory for empty cells.
"""

from __future__ import annotations

import csv
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple
from xml.parsers import expat

from repurchase_cli.errors import InputError
from repurchase_cli.readers.cells import Cells, plain
from repurchase_cli.readers.containers import Budget
from repurchase_cli.readers.merged import Span
from repurchase_cli.readers.workbook import (
    Attributes,
    Parts,
    broken,
    listed_sheets,
    number_formats,
    relations,
    shared_strings,
)

_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_MOST_PADDING = 1 << 28
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?[A-Z]{1,3}\$?(\d{1,7})")

Note = tuple[str, str]


class Sheet(NamedTuple):
    """A sheet's title, its CSV text, and the cells of a column that it has merged."""

    title: str
    path: Path
    merged: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that hold a table, and what is to be said of the others."""

    sheets: tuple[Sheet, ...]
    notes: tuple[Note, ...]


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
            notes.append(
                (
                    f"{parts.name}: the hidden sheet {title} was not read",
                    f"{parts.name}：隐藏的工作表“{title}”未读取",
                )
            )
            continue
        if sheet := _sheet(parts, target, title, Cells(strings, formats, base), workspace):
            found.append(sheet)
    if not found:
        hint = "unhide the sheet, or export again" if notes else "export it again"
        raise InputError("no sheet of this workbook holds a table", hint=hint, file=parts.name)
    return Workbook(tuple(found), tuple(notes))


def _sheet(parts: Parts, part: str, title: str, cells: Cells, workspace: Path) -> Sheet | None:
    """Write a sheet as CSV, each row on the line of its number; None when it holds no table."""
    with tempfile.NamedTemporaryFile(
        "w+", dir=workspace, prefix="sheet-", suffix=".csv", encoding="utf-8", newline=""
    ) as rough:
        shape = _rough(parts, part, cells, rough)
        if shape.tables < 2:
            return None
        rough.seek(0)
        with tempfile.NamedTemporaryFile(
            "w", dir=workspace, prefix="sheet-", suffix=".csv", encoding="utf-8", newline="",
            delete=False,
        ) as out:  # fmt: skip
            out.writelines(_squared(rough, shape))
    return Sheet(title, Path(out.name), shape.spans())


@dataclass(slots=True)
class _Shape:
    """The extent of a sheet: widths of its rows, first column, rows with more than one cell.

    ``merged`` are the cells merged over several rows: of each range its first column, which has the
    value.
    """

    widths: list[int]
    first: int = _MOST_COLUMNS
    tables: int = 0
    merged: list[Span] = field(default_factory=list)

    def merge(self, cells: str) -> None:
        """Keep a merged range such as ``A2:A5``."""
        found = _RANGE.fullmatch(cells)
        if found and int(found[3]) > int(found[2]):
            self.merged.append(Span(_column(found[1], {}), int(found[2]), int(found[3])))

    def spans(self) -> tuple[Span, ...]:
        """Return the merged cells, in columns without the leading blank ones."""
        shifted = (span._replace(column=span.column - self.first) for span in self.merged)
        return tuple(span for span in shifted if span.column >= 0)


def _squared(lines: IO[str], shape: _Shape) -> Iterator[str]:
    """Yield the lines without the leading blank columns, filled up to the width of the widest."""
    widest = max(shape.widths)
    filled = sum(1 for width in shape.widths if width)
    pad = widest * filled < _MOST_PADDING
    for line, width in zip(lines, shape.widths, strict=True):
        if not width:
            yield "\n"
        else:
            yield f"{line[shape.first : -1]}{',' * (widest - width) if pad else ''}\n"


def _rough(parts: Parts, part: str, cells: Cells, out: IO[str]) -> _Shape:
    """Write the rows as they are, blank ones where the sheet leaves some out."""
    shape = _Shape([])
    write = csv.writer(out, lineterminator="\n").writerow

    def emit(number: int, values: dict[int, str]) -> None:
        behind = number - 1 - len(shape.widths)
        if behind < 0 or number > _MOST_ROWS:
            raise broken(parts.name, f"its row {number} is out of order")
        if behind:
            shape.widths.extend([0] * behind)
            out.write("\n" * behind)
        filled = [column for column, value in values.items() if value.strip()]
        width = max(filled, default=-1) + 1
        shape.widths.append(width)
        if not filled:
            out.write("\n")
            return
        shape.first = min(shape.first, *filled)
        shape.tables += len(filled) > 1
        write([values.get(column, "") for column in range(width)])

    parts.feed(part, _cell_parser(parts, cells, emit, shape.merge))
    return shape


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
        elif tag in ("v", "t"):
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
        elif tag == "row":
            emit(number, row)
        elif tag == "t":
            if not aside:
                run.append("".join(text))
        elif tag == "is":
            row[column] = plain("".join(run))
        elif tag == "rPh":
            aside = False

    def first(tag: str, _: Attributes) -> None:
        """Learn the prefix of the sheet's elements from the first one; most have none."""
        prefix = tag[: tag.rfind(":") + 1]
        skip = len(prefix)
        parser.StartElementHandler = start if not skip else lambda t, v: start(t[skip:], v)
        parser.EndElementHandler = end if not skip else lambda t: end(t[skip:])

    parser.StartElementHandler = first
    parser.CharacterDataHandler = text.append
    return parser


def _column(place: str, known: dict[str, int]) -> int:
    """Return the number, from 0, of the column that a cell's name such as ``AB12`` tells."""
    letters = place.rstrip("0123456789")
    column = known.get(letters)
    if column is None:
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - 64
        column -= 1
        if not 0 <= column < _MOST_COLUMNS:
            raise ValueError(f"there is no cell {place[:12]}")
        known[letters] = column
    return column
