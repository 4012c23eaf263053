"""Excel: sheets to look at, a sheet a table, and what columns, settings and intake mean.

Ids, phones and texts are text cells, so that no leading zero is lost and nothing runs as a formula;
what looks like one carries Excel's own quote mark. Dates are dates, and numbers keep all their
digits below the format. The workbook names no person and no time, so two runs give the same bytes.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

import pandas as pd
from openpyxl import Workbook

from repurchase_cli.document import Text
from repurchase_cli.writers import values
from repurchase_cli.writers.chapters import chapters
from repurchase_cli.writers.pages import masked_frame
from repurchase_cli.writers.xlsx import cover, looks, reference, story
from repurchase_cli.writers.xlsx.charts import Place
from repurchase_cli.writers.xlsx.looks import Heading
from repurchase_cli.writers.xlsx.rows import Sheet, Texts, insert
from repurchase_cli.writers.xlsx.saving import saved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Document, Language, Section, Table
    from repurchase_cli.writers.xlsx.sparklines import Sparkline

SHEET_ROWS = 1_048_576
SUMMARY = "Summary"
REFERENCE = ("Columns", "Settings", "Intake")
NO_DAY = date(2000, 1, 1)  # of a workbook whose document has no as-of date
PORTRAIT = 150  # characters across, beyond which print on an upright page is too small
ROWS = Text("rows", "行")
MOST_SHEETS = 50  # that the rows of one table are told apart on


class Placed(NamedTuple):
    """A table, its rows, and the names of the sheets that hold them."""

    table: Table
    frame: pd.DataFrame
    sheets: list[str]


def write(
    document: Document,
    out: BinaryIO,
    *,
    table: Table,
    language: Language,
    masked: bool,
    sheet_rows: int = SHEET_ROWS,
) -> None:
    """Write the workbook; ``sheet_rows`` is how many rows a sheet holds, header included."""
    del table
    book = Workbook()
    book.properties.creator = "repurchase"
    book.properties.title = document.title.say(language)
    first = book.worksheets[0]
    first.title = cover.NAME if document.figures else SUMMARY
    taken = {name.lower() for name in (first.title, *REFERENCE)}
    story_sheets = list(_chapters(document, taken, language)) if document.figures else []
    placed = _place(document, taken, masked=masked, capacity=sheet_rows - 1)
    texts = _fitted(placed)
    filled: list[tuple[Worksheet, Sheet]] = []
    for place in placed:
        filled += _data_sheets(book, place, document, language, sheet_rows - 1)
    places = {
        place.table.name: Place(book[place.sheets[0]], 1, min(len(place.frame), sheet_rows - 1))
        for place in placed
    }
    lines: Mapping[str, list[Sparkline]] = {}
    if document.figures:
        for link, sections in story_sheets:
            story.chapter(book.create_sheet(link.sheet), document, sections, places, language)
        links = [*(link for link, _ in story_sheets), *_data_links(placed, language)]
        lines = {cover.NAME: cover.fill(first, document, links, texts, language)}
    else:
        story.summary(first, document, places, texts, language)
    _reference(book, document, places, texts, language)
    _order(book, placed, data_last=bool(document.figures))
    _print(book, placed, document, language)
    day = document.as_of or NO_DAY
    insert(saved(book, lines, day), {sheet.path.lstrip("/"): rows for sheet, rows in filled}, out)


def _place(document: Document, taken: set[str], *, masked: bool, capacity: int) -> list[Placed]:
    """Give each table that needs one its sheets, the main table first."""
    full = story.in_full(document) if document.figures else set()
    tables = [table for table in document.tables.values() if table.name not in full]
    placed = []
    for table in sorted(tables, key=lambda table: table.name != document.main):
        whole = masked_frame(table) if masked else table.rows.frame()
        for name, frame in _apart(table, whole):
            count = max(1, -(-len(frame) // capacity))
            names = [looks.sheet_name(name, number, taken) for number in range(1, count + 1)]
            placed.append(Placed(table, frame, names))
    return placed


def _apart(table: Table, whole: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the rows that stand on sheets of their own, with the names of these."""
    values_apart = whole[table.sheet_by].nunique(dropna=False) if table.sheet_by else 0
    if not 1 < values_apart <= MOST_SHEETS:
        yield table.name, whole
        return
    for value, rows in whole.groupby(table.sheet_by, dropna=False):
        told = "" if pd.isna(value) else f" {values.clean(str(value))}"
        yield f"{table.name}{told}", rows.reset_index(drop=True)


def _fitted(placed: list[Placed]) -> Texts:
    """Count what the texts of all tables will lose, for the note about it."""
    texts = Texts()
    for place in placed:
        for column in place.table.columns:
            if column.kind in looks.TEXTS:
                for value in place.frame[column.id].tolist():
                    if isinstance(value, str):
                        texts.fit(value)
    return texts


def _data_sheets(
    book: Workbook, placed: Placed, document: Document, language: Language, capacity: int
) -> Iterator[tuple[Worksheet, Sheet]]:
    columns, frame = placed.table.columns, placed.frame
    labels = [column.label.say(language) for column in columns]
    chosen = [
        looks.look(column, label, frame[column.id], document.currency)
        for column, label in zip(columns, labels, strict=True)
    ]
    styles = [looks.style(book, look) for look in chosen]
    headings = [
        Heading(label, look.width, column.kind in values.NUMERIC)
        for column, label, look in zip(columns, labels, chosen, strict=True)
    ]
    for number, name in enumerate(placed.sheets):
        rows = frame.iloc[number * capacity : (number + 1) * capacity]
        sheet = book.create_sheet(name)
        freeze = "B2" if columns[0].kind == "id" else "A2"
        looks.head(sheet, headings, len(rows), placed.table.name, freeze)
        yield sheet, Sheet(rows, columns, styles)


def _chapters(
    document: Document, taken: set[str], language: Language
) -> Iterator[tuple[cover.Link, list[Section]]]:
    """Yield the chapters with the links to their sheets."""
    for sections in chapters(document):
        heading = values.clean(sections[0].heading.say(language))
        yield cover.Link(looks.sheet_name(heading, 1, taken), heading), sections


def _data_links(placed: list[Placed], language: Language) -> Iterator[cover.Link]:
    """Yield the links to the tables that have sheets of their own."""
    for place in placed:
        title = values.clean(place.table.title.say(language))
        size = f"{len(place.frame):,} {ROWS.say(language)}"
        yield cover.Link(place.sheets[0], f"{place.sheets[0]}: {title}, {size}")


def _reference(
    book: Workbook,
    document: Document,
    places: Mapping[str, Place],
    texts: Texts,
    language: Language,
) -> None:
    """Add the sheets of what columns mean, of the settings and of what was read."""
    sheets = {name: place.sheet for name, place in places.items()}
    reference.add_columns(book, document, sheets, language)
    reference.add_flat(book, "Settings", document.settings, texts)
    reference.add_flat(book, "Intake", document.intake, texts)


def _order(book: Workbook, placed: list[Placed], *, data_last: bool) -> None:
    """Put the sheets of tables behind all others, in a report that tells its story first."""
    if data_last:
        for name in (name for place in placed for name in place.sheets):
            book.move_sheet(name, len(book.sheetnames))


def _print(book: Workbook, placed: list[Placed], document: Document, language: Language) -> None:
    """Let every sheet print well: wide tables on their side."""
    as_of = values.as_of(document, language)
    wide = {name for place in placed for name in place.sheets} | {cover.NAME, *REFERENCE}
    for sheet in book.worksheets:
        widths = sum(column.width for column in sheet.column_dimensions.values())
        on_its_side = sheet.title in wide or widths > PORTRAIT
        looks.page(sheet, as_of or "&D", "landscape" if on_its_side else "portrait")
