"""Web pages that are tables: what tills and stock systems save as .xls.

The tags are found by one expression over blocks of text, so that a hundred thousand rows take
seconds and no memory. A row stands on the physical line of its tag where rows have lines of their
own, else on the next one. Only tables, rows, cells and what they span are understood; text is taken
as it is shown, and a number as it is stored beside it (``x:num``, ``sdval``) where a spreadsheet
shows fewer digits.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.grid import (
    MOST_COLUMNS,
    Grid,
    Sheet,
    Workbook,
    broken,
)
from repurchase_cli.readers.files.markup import text_of
from repurchase_cli.readers.files.merged import Span

_QUOTED = "\"(?:[^\"<]|<(?!/?t[dhr]\\b))*\"|'(?:[^'<]|<(?!/?t[dhr]\\b))*'"
_TAG = re.compile(
    rf"""
    <(?P<name>/?[a-z][\w:-]*)(?P<attributes>(?:[^<>"']|{_QUOTED})*|[^<>]*)>
    | <!--(?:.*?-->|(?P<comment>.*))
    | <[!?][^<>]*>
    | (?P<cut><[^<>]*)\Z
    """,
    re.IGNORECASE | re.DOTALL | re.VERBOSE,
)
#: Elements whose content is not shown.
_UNSEEN = ("script", "style", "title", "xml", "template")
#: Tags that part words; the others only change their look.
_PARTING = frozenset(["br", "p", "/p", "div", "/div", "li", "tr", "td", "hr"])
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?\s*(\d{1,5})", re.IGNORECASE)
_STORED = re.compile(r"\b(?:x:num|sdval)\s*=\s*[\"']?([-+\d.eE]+)", re.IGNORECASE)
_MOST_TABLES, _MOST_ROWS, _LONGEST_TAG = 1000, 1 << 31, 1 << 24


class _Tag(NamedTuple):
    """A tag by its lower-case name (``/td`` closes), its physical line, and the text before it."""

    name: str
    attributes: str
    line: int
    before: str


@dataclass(slots=True)
class _Cut:
    """The parts of a tag or comment that the blocks so far have not ended; none is nothing cut.

    It is looked at again only with a block that may end it, so that each block is read once.
    """

    parts: list[str] = field(default_factory=list)
    comment: bool = False

    def goes_on(self, block: str) -> bool:
        """Take a block that does not end it, if there is something to end."""
        if not self.parts or self._may_end(block):
            return False
        self.parts.append(block)
        return True

    def _may_end(self, block: str) -> bool:
        if self.comment:
            return "-->" in self.parts[-1][-2:] + block
        return ">" in block or "<" in block

    def take(self) -> str:
        """Return its text, and begin anew."""
        text = "".join(self.parts)
        self.parts = []
        return text

    def length(self) -> int:
        return sum(map(len, self.parts))


def from_webpage(path: Path, name: str, workspace: Path) -> Workbook:
    """Return each table of a page as a CSV text in ``workspace``.

    Raises
    ------
    InputError
        When the page holds no table.
    """
    with ExitStack() as grids:
        page = _Page(workspace, name, grids)
        for tag in _tags(text_of(path, name), name):
            page.take(tag)
        sheets = page.sheets()
    if not sheets:
        raise InputError(
            "this is a web page without a table, whatever its name says",
            hint="export the orders as .csv or .xlsx",
            file=name,
        )
    return Workbook(sheets, ())


def _tags(blocks: Iterable[str], name: str) -> Iterator[_Tag]:
    """Yield the tags of a text, but for comments and what stands within elements not shown."""
    line, unseen = 1, ""
    before: list[str] = []
    cut = _Cut()
    for block in blocks:
        if cut.goes_on(block):
            if cut.length() > _LONGEST_TAG:
                raise broken(name, f"on line {line} begins something that does not end")
            continue
        text, at = cut.take() + block, 0
        for found in _TAG.finditer(text):
            start, end = found.span()
            if found["cut"] is not None or found["comment"] is not None:
                cut = _Cut([text[start:]], comment=found["cut"] is None)
                break
            line += text.count("\n", at, start)
            tag = (found["name"] or "").lower()
            if not unseen:
                before.append(text[at:start])
                if tag and tag not in _UNSEEN:
                    yield _Tag(tag, found["attributes"], line, "".join(before))
                    before.clear()
                elif tag:
                    unseen = tag
            elif tag == f"/{unseen}":
                unseen = ""
            line += text.count("\n", start, end)
            at = end
        shown = text[at : len(text) - cut.length()]
        line += shown.count("\n")
        if not unseen:
            before.append(shown)


@dataclass(slots=True)
class _Hanging:
    """A cell that spans rows: the number of the first, how many are to come, and its columns."""

    first: int
    rows: int
    width: int


@dataclass(slots=True)
class _Table:
    """A table that is being read: its rows so far, the open row and the open cell."""

    grid: Grid
    row: dict[int, str] | None = None
    line: int = 0
    column: int = 0
    width: int = 1
    cell: list[str] | None = None
    attributes: str = ""
    hanging: dict[int, _Hanging] = field(default_factory=dict)

    def open_row(self, line: int) -> None:
        self.close_row()
        self.row, self.line, self.column, self.width = {}, line, -1, 1

    def open_cell(self, attributes: str, line: int) -> None:
        """Begin a cell in the next column that no cell of the rows above spans."""
        self.close_cell()
        if self.row is None:
            self.open_row(line)
        spans = {}
        if "span" in attributes.lower():
            spans = {kind.lower(): int(n) for kind, n in _SPAN.findall(attributes)}
        self.column += self.width
        while above := self.hanging.get(self.column):
            self.column += above.width
        self.width = max(spans.get("col", 1), 1)
        if self.column + self.width > MOST_COLUMNS:
            raise ValueError(f"on line {line} is a row of more than {MOST_COLUMNS} cells")
        self.cell, self.attributes = [], attributes
        if spans.get("row", 1) > 1:
            self.hanging[self.column] = _Hanging(self._number(), spans["row"], self.width)

    def close_cell(self) -> None:
        if self.cell is not None and self.row is not None:
            self.row[self.column] = _shown("".join(self.cell), self.attributes)
        self.cell = None

    def close_row(self) -> None:
        """Write the open row, on its line or on the next one."""
        self.close_cell()
        if self.row is None:
            return
        number = self._number()
        self.grid.row(number, self.row)
        self.row = None
        for column, cell in list(self.hanging.items()):
            cell.rows -= 1
            if not cell.rows:
                self._merge(column, number)

    def close(self) -> None:
        self.close_row()
        for column in list(self.hanging):
            self._merge(column, self.grid.last)

    def _number(self) -> int:
        return max(self.line, self.grid.last + 1)

    def _merge(self, column: int, last: int) -> None:
        self.grid.merge(Span(column, self.hanging.pop(column).first, last))


class _Page:
    """The tables of a page; one within a cell of another is a table of its own."""

    def __init__(self, workspace: Path, name: str, grids: ExitStack) -> None:
        self._workspace, self._name, self._grids = workspace, name, grids
        self._open: list[_Table] = []
        self._all: list[_Table] = []

    def take(self, tag: _Tag) -> None:
        """Take the text before a tag, and what the tag does."""
        if tag.name == "table":
            self._begin(tag)
            return
        if not self._open:
            return
        table = self._open[-1]
        if table.cell is not None:
            table.cell.append(tag.before)
            if tag.name in _PARTING:
                table.cell.append(" ")
        try:
            self._structure(table, tag)
        except ValueError as error:
            raise broken(self._name, str(error)) from None

    def _structure(self, table: _Table, tag: _Tag) -> None:
        match tag.name:
            case "td" | "th":
                table.open_cell(tag.attributes, tag.line)
            case "/td" | "/th":
                table.close_cell()
            case "tr":
                table.open_row(tag.line)
            case "/tr":
                table.close_row()
            case "/table":
                self._open.pop().close()

    def _begin(self, tag: _Tag) -> None:
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(tag.before)
        if len(self._all) >= _MOST_TABLES:
            raise broken(self._name, f"it has more than {_MOST_TABLES} tables")
        grid = Grid(self._workspace, self._name, most_rows=_MOST_ROWS)
        table = _Table(self._grids.enter_context(grid))
        self._all.append(table)
        self._open.append(table)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the tables, those that end with the page included."""
        for table in self._open:
            table.close()
        found = (t.grid.sheet(f"table {i}") for i, t in enumerate(self._all, start=1))
        return tuple(sheet for sheet in found if sheet is not None)


def _shown(text: str, attributes: str) -> str:
    """Return a cell's text as shown; a number as stored, where fewer digits are shown."""
    if "&" in text:
        text = html.unescape(text)
    text = " ".join(text.split())
    if attributes and (stored := _STORED.search(attributes)) and _is_number(text, stored[1]):
        return stored[1]
    return text


def _is_number(text: str, stored: str) -> bool:
    """Whether what is shown is what is stored, but for its digits."""
    try:
        shown, value = float(text.replace(",", "")), float(stored)
    except ValueError:
        return False
    return abs(shown - value) <= max(0.5, 0.01 * abs(value))
