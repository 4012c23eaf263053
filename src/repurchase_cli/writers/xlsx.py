"""Excel: a summary to look at, a sheet a table, and what columns, settings and intake mean.

Ids, phones and texts are text cells, so that no leading zero is lost and nothing runs as a formula;
what looks like one carries Excel's own quote mark. Dates are dates, and numbers keep all their
digits below the format. The workbook names no person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from openpyxl import Workbook

from repurchase_cli.writers import values, xlsx_look, xlsx_reference, xlsx_summary
from repurchase_cli.writers.pages import masked_frame
from repurchase_cli.writers.xlsx_chart import Place
from repurchase_cli.writers.xlsx_rows import Sheet, Texts, insert
from repurchase_cli.writers.xlsx_saving import saved

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Document, Language, Table

SHEET_ROWS = 1_048_576
OWN_SHEETS = ("Summary", "Columns", "Settings", "Intake")


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
    placed = _place(document, masked=masked, capacity=sheet_rows - 1)
    texts = _fitted(placed)
    summary = book.worksheets[0]
    summary.title = "Summary"
    filled: list[tuple[Worksheet, Sheet]] = []
    for one in placed:
        filled += _data_sheets(book, one, document, language, sheet_rows - 1)
    sheets = {one.table.name: book[one.sheets[0]] for one in placed}
    xlsx_reference.add_columns(book, document, sheets, language)
    xlsx_reference.add_flat(book, "Settings", document.settings, texts)
    xlsx_reference.add_flat(book, "Intake", document.intake, texts)
    places = {
        one.table.name: Place(book[one.sheets[0]], 1, min(len(one.frame), sheet_rows - 1))
        for one in placed
    }
    xlsx_summary.fill(summary, document, places, texts, language)
    insert(saved(book), {sheet.path.lstrip("/"): rows for sheet, rows in filled}, out)


def _place(document: Document, *, masked: bool, capacity: int) -> list[Placed]:
    """Give each table its sheets, the main table first."""
    taken = {name.lower() for name in OWN_SHEETS}
    tables = sorted(document.tables.values(), key=lambda one: one.name != document.main)
    placed = []
    for table in tables:
        frame = masked_frame(table) if masked else table.rows.frame()
        count = max(1, -(-len(frame) // capacity))
        names = [xlsx_look.sheet_name(table.name, number, taken) for number in range(1, count + 1)]
        placed.append(Placed(table, frame, names))
    return placed


def _fitted(placed: list[Placed]) -> Texts:
    """Count what the texts of all tables will lose, for the summary's note."""
    texts = Texts()
    for one in placed:
        for column in one.table.columns:
            if column.kind in xlsx_look.TEXTS:
                for value in one.frame[column.id].tolist():
                    if isinstance(value, str):
                        texts.fit(value)
    return texts


def _data_sheets(
    book: Workbook, placed: Placed, document: Document, language: Language, capacity: int
) -> Iterator[tuple[Worksheet, Sheet]]:
    columns, frame = placed.table.columns, placed.frame
    labels = [column.label.say(language) for column in columns]
    looks = [
        xlsx_look.look(column, label, frame[column.id], document.currency)
        for column, label in zip(columns, labels, strict=True)
    ]
    styles = [xlsx_look.style(book, one) for one in looks]
    headings = [
        (label, one.width, column.kind in values.NUMERIC)
        for column, label, one in zip(columns, labels, looks, strict=True)
    ]
    for number, name in enumerate(placed.sheets):
        rows = frame.iloc[number * capacity : (number + 1) * capacity]
        sheet = book.create_sheet(name)
        xlsx_look.head(sheet, headings, len(rows), "B2" if columns[0].kind == "id" else "A2")
        yield sheet, Sheet(rows, columns, styles)
