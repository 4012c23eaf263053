"""The workbook's last sheets: what the columns mean, the settings and the intake, flattened."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.styles import Alignment

from repurchase_cli.document import Text
from repurchase_cli.writers import flat
from repurchase_cli.writers.xlsx import looks
from repurchase_cli.writers.xlsx.looks import Heading, cell_at, put

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Document, Language
    from repurchase_cli.writers.xlsx.rows import Texts

COLUMN_HEADINGS = (
    (Text("Sheet", "工作表"), 18.0),
    (Text("Column", "列"), 28.0),
    (Text("Label", "名称"), 28.0),
    (Text("Unit", "单位"), 12.0),
    (Text("Meaning", "含义"), 80.0),
)


def add_columns(
    book: Workbook, document: Document, sheets: Mapping[str, Worksheet], language: Language
) -> None:
    """Add the sheet that tells what each column means."""
    sheet = book.create_sheet("Columns")
    tables = [document.tables[name] for name in sheets]
    headings = [Heading(heading.say(language), width) for heading, width in COLUMN_HEADINGS]
    rows = sum(len(table.columns) for table in tables)
    looks.head(sheet, headings, rows, "Columns")
    row = 1
    for table in tables:
        for one in table.columns:
            row += 1
            unit = document.currency if one.unit == "currency" else one.unit
            texts = (one.id, one.label.say(language), unit, one.meaning.say(language))
            for at, text in enumerate((sheets[table.name].title, *texts), 1):
                cell = cell_at(sheet, row, at)
                put(cell, text)
                cell.alignment = Alignment("left", "top", 0, True, indent=1)


def add_flat(book: Workbook, name: str, data: Mapping[str, object], texts: Texts) -> None:
    """Add a sheet of nested data, one row a value, under its dotted key."""
    sheet = book.create_sheet(name)
    entries = list(flat.rows(data))
    looks.head(sheet, [Heading("key", 44.0), Heading("value", 60.0)], len(entries), name)
    for row, (key, value) in enumerate(entries, 2):
        put(cell_at(sheet, row, 1), texts.fit(key))
        cell_at(sheet, row, 1).alignment = Alignment("left", "top", indent=1)
        cell = cell_at(sheet, row, 2)
        if isinstance(value, str):
            put(cell, texts.fit(value))
        elif value is not None:
            cell.value = float(value) if isinstance(value, Decimal) else value
        cell.alignment = Alignment("left", "top", 0, True, indent=1)
