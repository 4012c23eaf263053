"""The first sheet of a report: its paragraph, key figures with small lines, links to all sheets."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.styles import Alignment, Border, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from repurchase_cli.document import Text
from repurchase_cli.writers import cover, values
from repurchase_cli.writers.xlsx import looks, story, tables
from repurchase_cli.writers.xlsx.looks import FONT, INK, LINE, cell_at, put
from repurchase_cli.writers.xlsx.page import GREY, Page
from repurchase_cli.writers.xlsx.sparklines import Sparkline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Document, KeyFigure, Language
    from repurchase_cli.writers.xlsx.rows import Texts

NAME = "Cover"
CONTENTS = Text("Sheets", "工作表")
LINE_HEADING = Text("Trend", "走势")
WIDTHS = (28.0, 16.0, 16.0, 16.0, 22.0, 16.0, 18.0, 24.0, 24.0)
ROW_HEIGHT = 24
LINK = "1F6F8B"
RAW = (1, 2, 5)  # of the words of a key figure, those that are numbers here


class Link(NamedTuple):
    """A sheet, and what people call it."""

    sheet: str
    text: str


def fill(
    sheet: Worksheet, document: Document, links: Sequence[Link], texts: Texts, language: Language
) -> list[Sparkline]:
    """Fill the cover, and return the small lines that stand in its cells."""
    page = Page(sheet, document, {}, language)
    for column, width in enumerate(WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    page.reach = len(WIDTHS)
    story.title(page)
    if document.paragraph:
        page.row += 1
        page.line(cover.paragraph(document, language), size=13)
    page.heading(cover.FIGURES.say(language))
    lines = list(_figures(page, document))
    page.heading(CONTENTS.say(language))
    for link in links:
        _link(page, link)
    story.notes(page, texts)
    sheet.sheet_view.showGridLines = False
    sheet.print_area = f"A1:{get_column_letter(len(WIDTHS))}{page.row}"
    return lines


def _figures(page: Page, document: Document) -> Iterator[Sparkline]:
    """Write the key figures, a row each, and the months behind their lines to the right."""
    heads, *rows = cover.rows(document, page.language)
    heads = tables.headings([*heads, LINE_HEADING.say(page.language)])
    for column, heading in enumerate(heads, 1):
        looks.header(
            cell_at(page.sheet, page.row, column), heading, right=0 < column - 1 < len(heads) - 1
        )
    page.sheet.row_dimensions[page.row].height = looks.HEADER_HEIGHT
    months = sorted({month for figure in document.figures for month, _ in figure.trend})
    _months(page, months, len(heads) + 2)
    header = page.row
    tables.add(page.sheet, "key_figures", header, heads, len(rows))
    for figure, row in zip(document.figures, rows, strict=True):
        page.row += 1
        page.sheet.row_dimensions[page.row].height = ROW_HEIGHT
        numbers = dict(zip(RAW, (figure.value, figure.previous, figure.year_before), strict=True))
        for column, text in enumerate(row):
            _cell(page, column, numbers.get(column, text), figure)
        cell_at(page.sheet, page.row, len(heads)).border = Border(bottom=LINE)
        if line := _trend(page, figure, months, len(heads)):
            yield line
    page.row += 1


def _cell(page: Page, column: int, value: object, figure: KeyFigure) -> None:
    cell = cell_at(page.sheet, page.row, column + 1)
    cell.border = Border(bottom=LINE)
    cell.alignment = Alignment("right" if column else "left", "center", indent=0 if column else 1)
    number = values.scalar(value)
    if isinstance(number, str):
        put(cell, number)
    elif number is not None:
        cell.value = float(number) if isinstance(number, Decimal) else number
        cell.number_format = looks.number_format(figure.kind, page.document.currency)
    if column == 1:
        cell.font = Font(name=FONT, bold=True, color=INK)


def _months(page: Page, months: Sequence[date], first: int) -> None:
    """Write the months of the small lines above their numbers."""
    for column, month in enumerate(months, first):
        cell = cell_at(page.sheet, page.row, column)
        cell.value, cell.number_format = month, "yyyy-mm-dd"
        cell.font = Font(name=FONT, size=9, color=GREY)
        page.sheet.column_dimensions[get_column_letter(column)].width = 11


def _trend(page: Page, figure: KeyFigure, months: Sequence[date], column: int) -> Sparkline | None:
    """Write the numbers of a small line to the right of what is printed, and place the line."""
    first, numbers = column + 2, dict(figure.trend)
    for index, month in enumerate(months, first):
        cell = cell_at(page.sheet, page.row, index)
        cell.value = values.real(numbers.get(month))
        cell.number_format = looks.number_format(figure.kind, page.document.currency)
        cell.font = Font(name=FONT, size=9, color=GREY)
    if all(number is None for number in numbers.values()):
        return None
    start, end = (get_column_letter(index) for index in (first, first + len(months) - 1))
    place = f"{get_column_letter(column)}{page.row}"
    return Sparkline(place, f"{NAME}!{start}{page.row}:{end}{page.row}")


def _link(page: Page, link: Link) -> None:
    """Write a line that leads to a sheet."""
    row = page.row
    page.line(link.text, color=LINK)
    cell = cell_at(page.sheet, row, 1)
    quoted = link.sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{quoted}'!A1")
    cell.font = Font(name=FONT, color=LINK, underline="single")
