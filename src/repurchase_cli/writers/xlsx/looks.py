"""How a workbook looks: widths, number formats, the header row, names of sheets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, cast

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from rich.cells import cell_len

from repurchase_cli.writers import values
from repurchase_cli.writers.xlsx import tables
from repurchase_cli.writers.xlsx.rows import FORMULA_STARTS, Style

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd
    from openpyxl import Workbook
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Column, Kind

TEXTS: frozenset[Kind] = frozenset({"text", "id", "contact"})
FONT = "Calibri"
INK = "1F3A4D"
FILL = PatternFill("solid", start_color="E3ECF2")
LINE = Side("thin", color="9DB4C4")
HEADER_HEIGHT = 32
A4 = 9  # as ECMA-376 numbers papers
SAMPLED = 2_000
NARROWEST, WIDEST = 8, 48
MOST_DECIMALS = 6
ILLEGAL = re.compile(r"[\[\]:*?/\\]")


class Look(NamedTuple):
    """A column's number format and width in characters, and whether it stands on the left."""

    number_format: str
    width: float
    left: bool


def look(column: Column, heading: str, series: pd.Series, currency: str) -> Look:
    """Choose a column's look from its kind and values; Chinese counts double."""
    places = values.digits(currency)
    known = series.dropna()
    widest: list[object] = known.head(SAMPLED).tolist()
    if column.kind in values.NUMERIC and len(known):
        widest += [known.max(), known.min()]
    cells = values.shown_column(widest, column.kind, places)
    decimals = max((len(cell.partition(".")[2]) for cell in cells), default=0)
    lengths = [NARROWEST, *map(cell_len, cells), heading_width(heading)]
    width = min(max(lengths), WIDEST) + 2.0
    return Look(_format(column.kind, places, decimals), width, column.kind not in values.NUMERIC)


def heading_width(heading: str) -> int:
    """Return the width at which a heading stands on two lines, with room for the filter's arrow."""
    words = max(map(cell_len, heading.split()), default=0) if heading.isascii() else 0
    return max(words, cell_len(heading) // 2 + 1) + 3


def _format(kind: Kind, places: int, decimals: int) -> str:
    if kind in TEXTS:
        return "@"
    if kind == "money":
        return "#,##0.00" if places else "#,##0"
    if kind == "number" and decimals:
        return "General" if decimals > MOST_DECIMALS else "#,##0.00" + "#" * (decimals - 2)
    if kind in {"days", "score"} and decimals:
        return "#,##0.0"
    fixed = {"date": "yyyy-mm-dd", "share": "0.0%", "probability": "0.0000"}
    return fixed.get(kind, "#,##0")


def number_format(kind: Kind, currency: str) -> str:
    """Return how a number of a kind stands by itself."""
    return _format(kind, values.digits(currency), 2)


def style(book: Workbook, one: Look) -> Style:
    """Register a column's cell styles with the workbook."""
    plain, quoted = (WriteOnlyCell(book.worksheets[0]) for _ in range(2))
    for cell in (plain, quoted):
        cell.number_format = one.number_format
        if one.left:
            cell.alignment = Alignment("left", "top", indent=1)
    quoted.quotePrefix = True
    return Style(plain.style_id, quoted.style_id)


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return a cell that is not the hidden part of a merged one."""
    return cast("Cell", sheet.cell(row, column))


def put(cell: Cell, text: str) -> None:
    """Put a text into a cell, never a formula."""
    cell.value = text
    cell.data_type = "s"
    if text.startswith(FORMULA_STARTS):
        cell.quotePrefix = True


def header(cell: Cell, text: str, *, right: bool = False) -> None:
    """Make a cell of a table's header."""
    put(cell, text)
    cell.font = Font(name=FONT, bold=True, color=INK)
    cell.fill = FILL
    cell.border = Border(bottom=LINE)
    indent = 0 if right else 1
    cell.alignment = Alignment("right" if right else "left", "center", 0, True, indent=indent)


class Heading(NamedTuple):
    """A column's heading, its width, and whether its values stand on the right."""

    text: str
    width: float
    right: bool = False


def head(
    sheet: Worksheet, headings: Sequence[Heading], rows: int, name: str, freeze: str = "A2"
) -> None:
    """Give a sheet its frozen header, make a table of its rows, and let it print well."""
    texts = tables.headings(heading.text for heading in headings)
    for at, (text, heading) in enumerate(zip(texts, headings, strict=True), 1):
        header(cell_at(sheet, 1, at), text, right=heading.right)
        sheet.column_dimensions[get_column_letter(at)].width = heading.width
    sheet.row_dimensions[1].height = HEADER_HEIGHT
    sheet.freeze_panes = freeze
    sheet.print_title_rows = "1:1"
    tables.add(sheet, name, 1, texts, rows)


def page(
    sheet: Worksheet, date: str, orientation: Literal["portrait", "landscape"] = "landscape"
) -> None:
    """Print a sheet across the width of a page, with the file, a date and the page below."""
    sheet.page_setup.orientation = orientation
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for place, text in (("left", "&F"), ("center", date), ("right", "&P / &N")):
        getattr(sheet.oddFooter, place).text = text


def sheet_name(name: str, number: int, taken: set[str]) -> str:
    """Return a name that no other sheet has and Excel takes: 31 characters, some forbidden."""
    base = ILLEGAL.sub("_", name).strip("'") or "table"
    suffix = f" ({number})" if number > 1 else ""
    found = base[: 31 - len(suffix)] + suffix
    while found.lower() in taken:
        number += 1
        suffix = f" ({number})"
        found = base[: 31 - len(suffix)] + suffix
    taken.add(found.lower())
    return found
