"""Workbooks that are one XML text ("XML Spreadsheet 2003"), mostly named .xls.

Read as a stream by expat, which here knows neither entities nor links. A record's line is its row.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from pathlib import Path
from xml.parsers import expat

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.cells import Cells, plain
from repurchase_cli.readers.files.grid import (
    MOST_COLUMNS,
    Grid,
    Note,
    Sheet,
    Workbook,
    broken,
    hidden_sheet,
)
from repurchase_cli.readers.files.markup import text_of
from repurchase_cli.readers.files.merged import Span

_OURS = "urn:schemas-microsoft-com:office:spreadsheet "
_MOST_ROWS = 1 << 20
_KINDS = {"Number": "n", "DateTime": "d", "Boolean": "b", "Error": "e"}
#: The day of a time of day alone.
_NO_DAY = ("1899-12-30 ", "1899-12-31 ", "1904-01-01 ")


def from_spreadsheetml(path: Path, name: str, workspace: Path) -> Workbook:
    """Return each visible sheet that holds a table as a CSV text in ``workspace``.

    Raises
    ------
    InputError
        When the workbook is damaged or no visible sheet holds a table.
    """
    with ExitStack() as grids:
        book = _Book(workspace, name, grids)
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = book.refuse_doctype
        parser.StartElementHandler = book.start
        parser.EndElementHandler = book.end
        parser.CharacterDataHandler = book.text
        try:
            for block in text_of(path, name):
                parser.Parse(block.encode("utf-8", "replace"), False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError) as error:
            raise broken(name, str(error)) from None
    if not book.sheets:
        hint = "unhide the sheet, or export again" if book.notes else "export it again"
        raise InputError("no sheet of this workbook holds a table", hint=hint, file=name)
    return Workbook(tuple(book.sheets), tuple(book.notes))


class _Book:
    """What has been read of a workbook: its sheets so far, the open row and the open cell."""

    def __init__(self, workspace: Path, name: str, grids: ExitStack) -> None:
        self.sheets: list[Sheet] = []
        self.notes: list[Note] = []
        self._workspace, self._name, self._grids = workspace, name, grids
        self._cells = Cells([], [], date(1899, 12, 30))
        self._grid: Grid | None = None
        self._title, self._visible = "", True
        self._row: dict[int, str] = {}
        self._number = self._column = 0
        self._across = 0
        self._kind = ""
        self._data: list[str] | None = None
        self._option: list[str] | None = None
        self._aside = False

    def refuse_doctype(self, *_: object) -> None:
        raise broken(self._name, "it declares entities, which no workbook does")

    def start(self, tag: str, values: dict[str, str]) -> None:
        """Begin an element; those of other namespaces tell only whether a sheet is hidden."""
        element = tag.rpartition(" ")[2]
        if element == "Visible":
            self._option = []
        if not tag.startswith(_OURS):
            return
        told = {key.rpartition(" ")[2]: value for key, value in values.items()}
        if element == "Worksheet":
            title = told.get("Name", "")
            self._title = "".join(c if c.isprintable() else "_" for c in title)
            self._visible, self._number = True, 0
            self._grid = self._grids.enter_context(
                Grid(self._workspace, self._name, most_rows=_MOST_ROWS)
            )
        elif element == "Row":
            self._number = int(told.get("Index", self._number + 1))
            self._row, self._column, self._across = {}, 0, 0
        elif element == "Cell":
            self._begin_cell(told)
        elif element == "Comment":
            self._aside = True
        elif element == "Data" and not self._aside:
            self._kind, self._data = told.get("Type", "String"), []

    def _begin_cell(self, told: dict[str, str]) -> None:
        self._column = int(told.get("Index", self._column + self._across + 1))
        self._across = int(told.get("MergeAcross", 0))
        down = int(told.get("MergeDown", 0))
        if not 0 < self._column <= MOST_COLUMNS:
            raise ValueError(f"there is no column {self._column}")
        if down > 0 and self._grid is not None:
            self._grid.merge(Span(self._column - 1, self._number, self._number + down))

    def text(self, text: str) -> None:
        """Take the text of a cell, or of an option."""
        for wanted in (self._data, self._option):
            if wanted is not None:
                wanted.append(text)

    def end(self, tag: str) -> None:
        """End an element."""
        element = tag.rpartition(" ")[2]
        if element == "Visible" and self._option is not None:
            self._visible, self._option = "".join(self._option) == "SheetVisible", None
        if not tag.startswith(_OURS):
            return
        if element == "Data" and self._data is not None:
            self._row[self._column - 1] = self._value("".join(self._data))
            self._data = None
        elif element == "Comment":
            self._aside = False
        elif element == "Row" and self._grid is not None:
            self._grid.row(self._number, self._row)
        elif element == "Worksheet":
            self._end_sheet()

    def _end_sheet(self) -> None:
        if self._grid is None:
            return
        if not self._visible:
            self.notes.append(hidden_sheet(self._name, self._title))
        elif sheet := self._grid.sheet(self._title):
            self.sheets.append(sheet)
        self._grid = None

    def _value(self, raw: str) -> str:
        """Return what a cell holds, by its type."""
        if self._kind not in _KINDS:
            return plain(raw)
        text = self._cells.text(_KINDS[self._kind], "", raw.removesuffix(".000"))
        if self._kind == "DateTime" and text.startswith(_NO_DAY):
            return text.split(" ", 1)[1]
        return text
