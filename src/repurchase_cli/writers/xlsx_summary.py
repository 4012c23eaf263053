"""The workbook's first sheet: title, lines, shown tables, charts and notes, from top to bottom."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from rich.cells import cell_len

from repurchase_cli.document import Text
from repurchase_cli.writers import pages, values, xlsx_chart, xlsx_look
from repurchase_cli.writers.xlsx_look import FONT, INK, LINE, cell_at, put
from repurchase_cli.writers.xlsx_rows import Texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Column, Document, Language, Section, Table

TEXT_COLUMNS = 8  # how far lines and notes reach at least


class Summary:
    """A sheet that is filled from top to bottom."""

    def __init__(self, sheet: Worksheet, document: Document, language: Language) -> None:
        self.sheet, self.document, self.language = sheet, document, language
        self.row = 1
        self.places: dict[str, xlsx_chart.Place] = {}
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
        frame = pages.page_frame(table, self.language)
        for at, column in enumerate(table.columns, 1):
            right = column.kind in values.NUMERIC
            heading = column.label.say(self.language)
            xlsx_look.header(cell_at(self.sheet, self.row, at), heading, right=right)
            look = xlsx_look.look(column, heading, frame[column.id], self.document.currency)
            for row, value in enumerate(frame[column.id].tolist(), self.row + 1):
                self._cell(row, at, column, value, look.number_format)
        self.sheet.row_dimensions[self.row].height = xlsx_look.HEADER_HEIGHT
        self.places[table.name] = xlsx_chart.Place(self.sheet, self.row, len(frame))
        self.row += len(frame) + 1

    def _cell(self, row: int, at: int, column: Column, value: object, number_format: str) -> None:
        cell = cell_at(self.sheet, row, at)
        one = values.scalar(value)
        if column.kind in xlsx_look.TEXTS and one is not None:
            put(cell, Texts().fit(str(one)))
            cell.alignment = Alignment("left", "top", 0, True, indent=1)
        elif one is not None:
            if column.kind == "date":
                cell.alignment = Alignment("left", "top", indent=1)
            cell.value = float(one) if isinstance(one, Decimal) else one
        cell.number_format = number_format
        cell.border = Border(bottom=LINE)


def fill(
    sheet: Worksheet,
    document: Document,
    sheets: Mapping[str, Worksheet],
    texts: Texts,
    language: Language,
) -> None:
    """Fill the summary: title, date, each section that is shown, and the notes."""
    _widths(sheet, document, language)
    page = Summary(sheet, document, language)
    page.reach = max(TEXT_COLUMNS, *(len(table.columns) for table in _shown(document)), 0)
    page.line(document.title.say(language), size=18, bold=True, color=INK)
    page.line(values.subtitle(document, language), color="5F7280")
    for section in document.sections:
        _section(page, section, sheets)
    notes = [note.say(language) for note in document.notes]
    notes += [note.say(language) for note in _lost(texts)]
    if notes:
        page.heading(values.NOTES.say(language))
    for note in notes:
        page.line(f"• {note}")
    sheet.sheet_view.showGridLines = False
    xlsx_look.page(sheet)


def _shown(document: Document) -> list[Table]:
    return [table for table in document.tables.values() if table.shown]


def _widths(sheet: Worksheet, document: Document, language: Language) -> None:
    """Give each column the width that the widest shown table asks for."""
    for at in range(1, TEXT_COLUMNS + 1):
        sheet.column_dimensions[get_column_letter(at)].width = 12.0
    for table in _shown(document):
        frame = pages.page_frame(table, language)
        for at, column in enumerate(table.columns, 1):
            label = column.label.say(language)
            width = xlsx_look.look(column, label, frame[column.id], document.currency).width
            dimension = sheet.column_dimensions[get_column_letter(at)]
            dimension.width = max(dimension.width if at <= TEXT_COLUMNS else 0, width)


def _section(page: Summary, section: Section, sheets: Mapping[str, Worksheet]) -> None:
    table = section.table if section.table and section.table.shown else None
    chart = section.chart
    if not (table or chart or section.lines):
        return
    page.heading(section.heading.say(page.language))
    for line in section.lines:
        page.line(line.say(page.language))
    if table:
        if table.title != section.heading:
            page.line(table.title.say(page.language), bold=True)
        page.table(table)
    if chart:
        page.row += 1
        source = page.document.tables[chart.table]
        rows = min(len(source.rows), sheet_rows)
        place = page.places.get(chart.table) or Place(sheets[chart.table], 1, rows)
        drawn = xlsx_chart.drawn(chart, source, place, page.language)
        page.sheet.add_chart(drawn, f"A{page.row}")
        page.row += xlsx_chart.ROWS


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
