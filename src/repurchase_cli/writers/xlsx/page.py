"""A sheet to look at, filled from top to bottom: lines of text and tables."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from rich.cells import cell_len

from repurchase_cli.writers import pages, values
from repurchase_cli.writers.xlsx import looks, tables
from repurchase_cli.writers.xlsx.charts import Place
from repurchase_cli.writers.xlsx.looks import FONT, INK, LINE, cell_at, put
from repurchase_cli.writers.xlsx.rows import Texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Column, Document, Language, Table

ROWS = 200  # of a table that a sheet to look at shows; its own sheet has all
GREY = "5F7280"
HEADING = 13  # points
TEXT_COLUMNS, WIDTH = 8, 12.0  # how far lines and notes reach at least
NARROW_COLUMNS = 12  # where there are no tables, but perhaps the columns of a heatmap


class Page:
    """A sheet that is filled from top to bottom.

    ``places`` tells where tables stand; a table that is shown in full here stands here from then
    on, with the names that people read, and is made a table of Excel's where it is ``tabled``.
    """

    def __init__(
        self,
        sheet: Worksheet,
        document: Document,
        places: dict[str, Place],
        language: Language,
        *,
        tabled: bool = False,
    ) -> None:
        self.sheet, self.document, self.language = sheet, document, language
        self.places, self.tabled = places, tabled
        self.row = 1
        self.reach = TEXT_COLUMNS

    def line(self, text: str, *, size: int = 11, bold: bool = False, color: str = "000000") -> None:
        """Write a line of text across the sheet, on as many lines as it needs."""
        cell = cell_at(self.sheet, self.row, 1)
        text = values.clean(text)
        put(cell, text)
        cell.font = Font(name=FONT, size=size, bold=bold, color=color)
        cell.alignment = Alignment(vertical="top", wrap_text=True)
        self.sheet.merge_cells(None, self.row, 1, self.row, self.reach)
        letters = map(get_column_letter, range(1, self.reach + 1))
        room = sum(self.sheet.column_dimensions[letter].width for letter in letters)
        lines = -(-cell_len(text) * size // (11 * int(room))) or 1
        self.sheet.row_dimensions[self.row].height = lines * size * 1.5
        self.row += 1

    def heading(self, text: str, size: int = HEADING) -> None:
        """Write a heading with a blank row before it, unless it is the first."""
        self.row += self.row > 1
        self.line(text, size=size, bold=True, color=INK)

    def widen(self, shown: Sequence[Table]) -> None:
        """Give each column the width that the widest of some tables asks for."""
        if not shown:
            self.reach = NARROW_COLUMNS
        for at in range(1, self.reach + 1):
            width = TEXT_COLUMNS * WIDTH / self.reach
            self.sheet.column_dimensions[get_column_letter(at)].width = width
        for table in shown:
            frame = pages.page_frame(table, self.language, ROWS)
            for at, column in enumerate(table.columns, 1):
                label = column.label.say(self.language)
                look = looks.look(column, label, frame[column.id], self.document.currency)
                dimension = self.sheet.column_dimensions[get_column_letter(at)]
                dimension.width = max(dimension.width if at <= self.reach else 0, look.width)
            self.reach = max(self.reach, len(table.columns))

    def table(self, table: Table) -> None:
        """Write a shown table with its contacts masked."""
        frame = pages.page_frame(table, self.language, ROWS)
        heads = tables.headings(column.label.say(self.language) for column in table.columns)
        for at, (column, heading) in enumerate(zip(table.columns, heads, strict=True), 1):
            right = column.kind in values.NUMERIC
            looks.header(cell_at(self.sheet, self.row, at), heading, right=right)
            look = looks.look(column, heading, frame[column.id], self.document.currency)
            for row, value in enumerate(frame[column.id].tolist(), self.row + 1):
                self._cell(row, at, column, value, look.number_format)
                if column.kind in looks.TEXTS:
                    self._heighten(row, at)
        self.sheet.row_dimensions[self.row].height = looks.HEADER_HEIGHT
        above, self.row = self.row, self.row + len(frame) + 1
        if len(frame) == len(table.rows):
            if self.tabled:
                tables.add(self.sheet, table.name, above, heads, len(frame))
                self.row += not len(frame)
            self.places[table.name] = Place(self.sheet, above, len(frame))
            return
        name = self.places[table.name].sheet.title
        more = values.MORE_ROWS.say(self.language)
        self.line(f"+ {len(table.rows) - len(frame):,} {more}: {name}", color=GREY)

    def _cell(self, row: int, at: int, column: Column, value: object, number_format: str) -> None:
        cell = cell_at(self.sheet, row, at)
        one = values.scalar(value)
        if column.kind in looks.TEXTS and one is not None:
            put(cell, Texts().fit(str(one)))
            cell.alignment = Alignment("left", "center", 0, True, indent=1)
        elif one is not None:
            cell.alignment = Alignment("left" if column.kind == "date" else None, "center")
            cell.value = float(one) if isinstance(one, Decimal) else one
        cell.number_format = number_format
        cell.border = Border(bottom=LINE)

    def _heighten(self, row: int, at: int) -> None:
        """Make a row of a table high enough for a text that is folded, and airy."""
        room = self.sheet.column_dimensions[get_column_letter(at)].width - 2
        lines = -(-cell_len(str(self.sheet.cell(row, at).value or "")) // int(room)) or 1
        before = self.sheet.row_dimensions[row].height or 0
        self.sheet.row_dimensions[row].height = max(before, 3 + 15 * lines)
