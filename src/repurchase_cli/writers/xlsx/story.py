"""The sheets to look at: a command's summary, or the cover and the chapters of a report."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from repurchase_cli.document import Text
from repurchase_cli.writers import values
from repurchase_cli.writers.chapters import chapters
from repurchase_cli.writers.xlsx import drawings
from repurchase_cli.writers.xlsx.looks import INK
from repurchase_cli.writers.xlsx.page import GREY, HEADING, ROWS, Page

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Document, Language, Section
    from repurchase_cli.writers.xlsx.charts import Place
    from repurchase_cli.writers.xlsx.rows import Texts

CHAPTER = 18  # points of a chapter's heading
GAP = 6  # points between lines and a table


def summary(
    sheet: Worksheet,
    document: Document,
    places: dict[str, Place],
    texts: Texts,
    language: Language,
) -> None:
    """Fill the summary: title, date, each section that is shown, and the notes."""
    page = Page(sheet, document, places, language)
    page.widen([table for table in document.tables.values() if table.shown])
    title(page)
    for section in chain.from_iterable(chapters(document)):
        _section(page, section)
    notes(page, texts)
    sheet.sheet_view.showGridLines = False


def chapter(
    sheet: Worksheet,
    document: Document,
    sections: Sequence[Section],
    places: dict[str, Place],
    language: Language,
) -> None:
    """Fill the sheet of a chapter."""
    page = Page(sheet, document, places, language, tabled=True)
    page.widen([section.table for section in sections if section.table and section.table.shown])
    for section in sections:
        _section(page, section, size=CHAPTER if section is sections[0] else HEADING)
    sheet.sheet_view.showGridLines = False


def in_full(document: Document) -> set[str]:
    """Return the tables that chapters show in full, before any chart that reads them."""
    full: set[str] = set()
    charted: set[str] = set()
    for section in document.sections:
        table, chart = section.table, section.chart
        if table and table.shown and len(table.rows) <= ROWS and table.name not in charted:
            full.add(table.name)
        if chart:
            charted.add(chart.table)
    return full


def title(page: Page) -> None:
    """Write the title and the line below it."""
    page.line(page.document.title.say(page.language), size=18, bold=True, color=INK)
    page.line(values.subtitle(page.document, page.language), color=GREY)


def notes(page: Page, texts: Texts) -> None:
    """Write the document's notes, and what the workbook could not hold."""
    lines = [note.say(page.language) for note in (*page.document.notes, *_lost(texts))]
    if lines:
        page.heading(values.NOTES.say(page.language))
    for line in lines:
        page.line(f"• {line}")


def _section(page: Page, section: Section, size: int = HEADING) -> None:
    table = section.table if section.table and section.table.shown else None
    chart = section.chart
    page.heading(section.heading.say(page.language), size)
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
        drawings.draw(page, chart, titled=not table and chart.title == section.heading)


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
