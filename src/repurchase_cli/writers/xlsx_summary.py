"""The workbook's first sheet: title, lines, shown tables, charts and notes, from top to bottom."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from rich.cells import cell_len

from repurchase_cli.document import Text
from repurchase_cli.writers import (
    curves,
    grid,
    pages,
    values,
    xlsx_chart,
    xlsx_curve,
    xlsx_grid,
    xlsx_look,
)
from repurchase_cli.writers.xlsx_chart import Place
from repurchase_cli.writers.xlsx_grid import Area
from repurchase_cli.writers.xlsx_look import FONT, INK, LINE, cell_at, put
from repurchase_cli.writers.xlsx_rows import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl.chart._chart import ChartBase
    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Chart, Column, Document, Language, Section, Table
    from repurchase_cli.writers.grid import Grid

ROWS = 200  # of a table that the summary shows; its sheet has all
COLUMNS = 36  # of a heatmap
GREY = "5F7280"
GAP = 6  # points between lines and a table
TEXT_COLUMNS = 8  # how far lines and notes reach at least


class Summary:
    """A sheet that is filled from top to bottom."""

    def __init__(
        self,
        sheet: Worksheet,
        document: Document,
        places: Mapping[str, Place],
        language: Language,
    ) -> None:
        self.sheet, self.document, self.language = sheet, document, language
        self.row = 1
        self.places = dict(places)  # a shown table's place is here, with names people read
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

    def heading(self, text: str) -> None:
        """Write a heading with a blank row before it."""
        self.row += 1
        self.line(text, size=13, bold=True, color=INK)

    def table(self, table: Table) -> None:
        """Write a shown table with its contacts masked."""
        frame = pages.page_frame(table, self.language).head(ROWS)
        for at, column in enumerate(table.columns, 1):
            right = column.kind in values.NUMERIC
            heading = column.label.say(self.language)
            xlsx_look.header(cell_at(self.sheet, self.row, at), heading, right=right)
            look = xlsx_look.look(column, heading, frame[column.id], self.document.currency)
            for row, value in enumerate(frame[column.id].tolist(), self.row + 1):
                self._cell(row, at, column, value, look.number_format)
                if column.kind in xlsx_look.TEXTS:
                    self._heighten(row, at)
        self.sheet.row_dimensions[self.row].height = xlsx_look.HEADER_HEIGHT
        above, self.row = self.row, self.row + len(frame) + 1
        if len(frame) == len(table.rows):
            self.places[table.name] = Place(self.sheet, above, len(frame))
            return
        name = self.places[table.name].sheet.title
        more = values.MORE_ROWS.say(self.language)
        self.line(f"+ {len(table.rows) - len(frame):,} {more}: {name}", color=GREY)

    def _cell(self, row: int, at: int, column: Column, value: object, number_format: str) -> None:
        cell = cell_at(self.sheet, row, at)
        one = values.scalar(value)
        if column.kind in xlsx_look.TEXTS and one is not None:
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


def fill(
    sheet: Worksheet,
    document: Document,
    places: Mapping[str, Place],
    texts: Texts,
    language: Language,
) -> None:
    """Fill the summary: title, date, each section that is shown, and the notes."""
    _widths(sheet, document, language)
    page = Summary(sheet, document, places, language)
    page.reach = max(TEXT_COLUMNS, *(len(table.columns) for table in _shown(document)), 0)
    page.line(document.title.say(language), size=18, bold=True, color=INK)
    page.line(values.subtitle(document, language), color=GREY)
    for section in document.sections:
        _section(page, section)
    notes = [note.say(language) for note in document.notes]
    notes += [note.say(language) for note in _lost(texts)]
    if notes:
        page.heading(values.NOTES.say(language))
    for note in notes:
        page.line(f"• {note}")
    sheet.sheet_view.showGridLines = False
    xlsx_look.page(sheet, "portrait")


def _shown(document: Document) -> list[Table]:
    return [table for table in document.tables.values() if table.shown]


def _widths(sheet: Worksheet, document: Document, language: Language) -> None:
    """Give each column the width that the widest shown table asks for."""
    for at in range(1, TEXT_COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(at)].width = 12.0
    for table in _shown(document):
        frame = pages.page_frame(table, language).head(ROWS)
        for at, column in enumerate(table.columns, 1):
            label = column.label.say(language)
            width = xlsx_look.look(column, label, frame[column.id], document.currency).width
            dimension = sheet.column_dimensions[get_column_letter(at)]
            dimension.width = max(dimension.width if at <= TEXT_COLUMNS else 0, width)


def _section(page: Summary, section: Section) -> None:
    table = section.table if section.table and section.table.shown else None
    chart = section.chart
    if not (table or chart or section.lines):
        return
    page.heading(section.heading.say(page.language))
    for line in section.lines:
        page.line(line.say(page.language))
    if section.lines and table:
        page.sheet.row_dimensions[page.row].height = GAP
        page.row += 1
    if table:
        if table.title != section.heading:
            page.line(table.title.say(page.language), bold=True)
        page.table(table)
    if chart:
        page.row += 1
        _picture(page, chart, titled=not table and chart.title == section.heading)


def _picture(page: Summary, chart: Chart, *, titled: bool) -> None:
    """Draw a chart, or say that there is nothing to draw; ``titled`` when its title stands."""
    table = page.document.tables[chart.table]
    if chart.kind == "heatmap":
        if not titled:
            page.line(chart.title.say(page.language), bold=True)
        _heatmap(page, chart, table)
    elif chart.kind == "curve" or chart.series:
        _curves(page, chart, table)
    else:
        _place(page, xlsx_chart.drawn(chart, table, page.places[chart.table], page.language))


def _place(page: Summary, drawn: ChartBase) -> None:
    page.sheet.add_chart(drawn, f"A{page.row}")
    page.row += xlsx_chart.ROWS


def _heatmap(page: Summary, chart: Chart, table: Table) -> None:
    whole = grid.read(chart, table, page.language)
    if not whole.cells:
        page.line(values.NOTHING.say(page.language), color=GREY)
        return
    kept = whole.last(ROWS)
    kept = kept.of(kept.columns[:COLUMNS])
    across, cell = (curves.column(table, name) for name in (chart.series, chart.values[0]))
    labels = (one.label.say(page.language) for one in (across, cell))
    page.line(": ".join(labels), color=GREY)
    xlsx_grid.shade(_grid(page, chart, table, kept), kept)
    for text in kept.left_out(whole):
        page.line(text.say(page.language), color=GREY)


def _grid(page: Summary, chart: Chart, table: Table, kept: Grid) -> Area:
    """Write a grid on the next rows."""
    area = Area(page.sheet, page.row, len(kept.rows))
    corner = curves.column(table, chart.category).label.say(page.language)
    cell = curves.column(table, chart.values[0])
    xlsx_grid.write(area, kept, corner, cell)
    page.row += len(kept.rows) + 1
    return area


def _curves(page: Summary, chart: Chart, table: Table) -> None:
    found = curves.read(chart, table, page.language)
    if found.empty:
        page.line(chart.title.say(page.language), bold=True)
        page.line(values.NOTHING.say(page.language), color=GREY)
    elif chart.kind == "curve":
        place = page.places[chart.table]
        _place(page, xlsx_curve.drawn(chart, table, place, found, page.language))
    else:
        _lines(page, chart, table, list(found.lines))
    if left_out := found.left_out_line(page.language):
        page.line(left_out, color=GREY)


def _lines(page: Summary, chart: Chart, table: Table, names: list[str]) -> None:
    """Draw lines over a grid of their numbers: they share one axis, whatever rows each has."""
    kept = grid.read(chart, table, page.language).of(names).last(ROWS)
    above, page.row = page.row, page.row + xlsx_chart.ROWS
    area = _grid(page, chart, table, kept)
    cell = curves.column(table, chart.values[0])
    drawn = xlsx_grid.lines(chart, area, kept, cell, page.language)
    page.sheet.add_chart(drawn, f"A{above}")


def _lost(texts: Texts) -> Iterator[Text]:
    if texts.removed:
        yield Text(
            f"{texts.removed:,} characters that a workbook cannot hold were removed.",
            f"已删除 {texts.removed:,} 个工作簿无法保存的字符。",
        )
    if texts.cut:
        yield Text(
            f"{texts.cut:,} texts longer than 32,767 characters were cut.",
            f"已截断 {texts.cut:,} 段超过 32,767 个字符的文本。",
        )
