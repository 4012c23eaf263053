"""A workbook of the user's own, with logo, colours and charts, that a report fills.

Names of the workbook say where: ``title``, ``subtitle``, ``paragraph``, ``as_of``, ``first_day``,
``last_day``; ``revenue`` and every other key figure, with ``_previous``, ``_change``,
``_year_before`` and ``_change_year_before`` behind it; and ``segment_classes`` for the rows of the
table ``segment.classes``, as many as the named area holds. All else stays as it is.
"""

from __future__ import annotations

import re
import zipfile
from datetime import date
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple
from xml.etree import ElementTree as ET

from openpyxl.utils import range_boundaries

from repurchase_cli.errors import UsageError
from repurchase_cli.writers import cover, pages, values
from repurchase_cli.writers.xlsx.patching import FormulaError, patched
from repurchase_cli.writers.xlsx.rows import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from repurchase_cli.document import Document, KeyFigure, Language, Table

BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
AREA = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]+\$?\d+(?::\$?[A-Z]+\$?\d+)?)")
CALCULATION = re.compile(r"<(\w+:)?calcPr\b[^>]*/>")
NAMES_END = re.compile(r"</(\w+:)?definedNames>")


class Area(NamedTuple):
    """A named area: the part of the archive, and its first and last column and row."""

    part: str
    left: int
    top: int
    right: int
    bottom: int


def write(template: Path, document: Document, out: BinaryIO, *, language: Language) -> None:
    """Fill a workbook with a report, contacts masked, and write it to ``out``.

    Raises
    ------
    UsageError
        When it is no workbook, has no name that a report fills, or a formula stands where one is.
    """
    try:
        with zipfile.ZipFile(template) as source:
            parts = {name: source.read(name) for name in source.namelist()}
        areas = dict(_areas(parts))
    except (OSError, zipfile.BadZipFile, KeyError, ET.ParseError) as problem:
        raise UsageError(
            "cannot be read as a workbook", hint="save it as .xlsx", file=str(template)
        ) from problem
    cells = _cells(areas, document, language)
    if not cells:
        raise UsageError(
            "has no name that a report fills",
            hint=f"name a cell, such as {', '.join(_examples(document, language))}",
            file=str(template),
        )
    epoch = _epoch(parts[BOOK])
    for part, values_ in cells.items():
        parts[part] = _patched(parts[part], values_, epoch, template)
    parts[BOOK] = _calculated_anew(parts[BOOK].decode()).encode()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            with target.open(name, "w") as member:  # by its name: without a date
                member.write(content)


def _areas(parts: dict[str, bytes]) -> Iterator[tuple[str, Area]]:
    """Yield the named areas of a workbook by their names in small letters."""
    links = {
        link.attrib["Id"]: normpath(join("xl", link.attrib["Target"])).lstrip("/")
        for link in ET.fromstring(parts[LINKS])  # noqa: S314 - expat loads no entities
    }
    book = ET.fromstring(parts[BOOK])  # noqa: S314
    sheets = {
        sheet.attrib["name"]: links[sheet.attrib[LINK]] for sheet in book.iter(f"{MAIN}sheet")
    }
    for name in book.iter(f"{MAIN}definedName"):
        area = AREA.fullmatch(name.text or "")
        sheet = area and (area[1] or area[2]).replace("''", "'")
        if area and sheet in sheets:
            yield name.attrib["name"].casefold(), Area(sheets[sheet], *range_boundaries(area[3]))


def _texts(document: Document, language: Language) -> dict[str, Any]:
    """Return what single cells get besides the key figures."""
    period = document.period
    return {
        "title": document.title.say(language),
        "subtitle": values.subtitle(document, language),
        "paragraph": cover.paragraph(document, language),
        "as_of": document.as_of,
        "first_day": period and period.first,
        "last_day": period and period.last,
    }


def _numbers(figure: KeyFigure) -> Iterator[tuple[str, Any]]:
    """Yield the numbers of a key figure by their names."""
    yield figure.id, figure.value
    yield f"{figure.id}_previous", figure.previous
    yield f"{figure.id}_change", figure.change and figure.change.value
    yield f"{figure.id}_year_before", figure.year_before
    year = figure.change_year_before
    yield f"{figure.id}_change_year_before", year and year.value


def _examples(document: Document, language: Language) -> list[str]:
    """Return the names of single texts, of the first key figure and of the first table."""
    tables = [name.replace(".", "_") for name, table in document.tables.items() if table.shown]
    figures = [figure.id for figure in document.figures]
    return [*_texts(document, language), *figures[:1], *tables[:1]]


def _cells(
    areas: dict[str, Area], document: Document, language: Language
) -> dict[str, dict[tuple[int, int], values.Scalar]]:
    """Return what goes into which cells, by parts of the archive."""
    cells: dict[str, dict[tuple[int, int], values.Scalar]] = {}
    numbers = dict(pair for figure in document.figures for pair in _numbers(figure))
    for name, value in {**_texts(document, language), **numbers}.items():
        if area := areas.get(name):
            cells.setdefault(area.part, {})[area.top, area.left] = values.scalar(value)
    for name, table in document.tables.items():
        if area := areas.get(name.replace(".", "_").casefold()):
            cells.setdefault(area.part, {}).update(_rows(area, table, language))
    return cells


def _rows(
    area: Area, table: Table, language: Language
) -> Iterator[tuple[tuple[int, int], values.Scalar]]:
    """Yield the cells of an area with a table's first rows; those without a value are blank."""
    frame = pages.page_frame(table, language, area.bottom - area.top + 1)
    columns = [frame[column.id].tolist() for column in table.columns]
    for column in range(area.left, area.right + 1):
        raw = columns[column - area.left] if column - area.left < len(columns) else []
        for row in range(area.top, area.bottom + 1):
            index = row - area.top
            yield (row, column), values.scalar(raw[index]) if index < len(raw) else None


def _epoch(book: bytes) -> date:
    """Return the day from which a workbook counts: old ones of Excel for Mac begin with 1904."""
    kind = ET.fromstring(book).find(f"{MAIN}workbookPr")  # noqa: S314
    is_later = kind is not None and kind.get("date1904") in ("1", "true")
    return date(1904, 1, 1) if is_later else EPOCH


def _patched(
    sheet: bytes, cells: dict[tuple[int, int], values.Scalar], epoch: date, template: Path
) -> bytes:
    try:
        return patched(sheet.decode("utf-8-sig"), cells, epoch).encode()
    except FormulaError as problem:
        raise UsageError(
            f"a report would write into {problem}, which holds a formula",
            hint="name another cell, and let the formula read it",
            file=str(template),
        ) from problem


def _calculated_anew(book: str) -> str:
    """Return the workbook's part with the wish that formulas be calculated when it is opened."""
    end = NAMES_END.search(book)
    wish = f'<{(end and end[1]) or ""}calcPr fullCalcOnLoad="1"/>'
    if CALCULATION.search(book):
        return CALCULATION.sub(wish, book, count=1)
    return NAMES_END.sub(lambda end: end[0] + wish, book, count=1)
