"""The rows of a large sheet as XML, put into a workbook that openpyxl has made.

openpyxl writes some 90,000 cells a second. Its part is the workbook with styles, headers and
charts; the rows are written here as the plain text of ECMA-376 part 1, 18.3.1.4 (``c``), several
times faster and in little memory. Texts are inline strings: no spreadsheet takes them for formulas.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from openpyxl.utils import get_column_letter

from repurchase_cli import progress
from repurchase_cli.writers import values

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import pandas as pd

    from repurchase_cli.document import Column

CHUNK = 5_000
TEXT_LIMIT = 32_767  # UTF-16 units in a cell
EPOCH = date(1899, 12, 30)
FIRST_SERIAL = 61  # 1900-03-01; Excel's days before it are off by one
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
FORMULA_STARTS = tuple("=+-@＝＋－＠\t\r\n")
DIMENSION = re.compile(rb'<dimension ref="[^"]*"')


class Style(NamedTuple):
    """The numbers of a column's cell style, plain and for a text that looks like a formula."""

    plain: int
    quoted: int


@dataclass(slots=True)
class Texts:
    """Makes texts fit for a cell, and counts what had to go."""

    removed: int = 0
    cut: int = 0
    _fits: int = field(default=TEXT_LIMIT // 2, repr=False)

    def fit(self, text: str) -> str:
        """Remove what XML forbids and cut what Excel does not hold."""
        found = FORBIDDEN.search(text)
        if found:
            text, count = FORBIDDEN.subn("", text)
            self.removed += count
        if len(text) > self._fits:
            units = text.encode("utf-16-le")
            if len(units) > 2 * TEXT_LIMIT:
                self.cut += 1
                text = units[: 2 * TEXT_LIMIT].decode("utf-16-le", "ignore")
        return text


class Sheet(NamedTuple):
    """What one sheet holds below its header."""

    frame: pd.DataFrame
    columns: Sequence[Column]
    styles: Sequence[Style]

    def xml(self) -> Iterator[bytes]:
        """Yield the rows as XML, from row 2 on."""
        for start in range(0, len(self.frame), CHUNK):
            chunk = self.frame.iloc[start : start + CHUNK]
            numbers = range(start + 2, start + 2 + len(chunk))
            cells = [
                _cells(chunk[column.id].tolist(), column, get_column_letter(at), numbers, style)
                for at, (column, style) in enumerate(zip(self.columns, self.styles, strict=True), 1)
            ]
            lines = zip(numbers, zip(*cells, strict=True), strict=True)
            yield "".join(f'<row r="{n}">{"".join(row)}</row>' for n, row in lines).encode()


def insert(workbook: BinaryIO, sheets: Mapping[str, Sheet], out: BinaryIO) -> None:
    """Copy a workbook to ``out`` with the rows of ``sheets``, by their names in the archive."""
    rows = progress.Count(sum(len(sheet.frame) for sheet in sheets.values()))
    with (
        progress.doing(("writing the workbook", "写入工作簿"), rows.share),
        zipfile.ZipFile(workbook) as source,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as target,
    ):
        for name in source.namelist():
            content = source.read(name)
            filled = _filled(content, sheets[name]) if name in sheets else [content]
            # opened by its name, a part has no date: two runs write the same bytes
            with target.open(name, "w", force_zip64=name in sheets) as part:
                for piece in filled:
                    part.write(piece)
                    rows.done += CHUNK if name in sheets else 0


def _filled(content: bytes, sheet: Sheet) -> Iterator[bytes]:
    head, end, tail = content.partition(b"</sheetData>")
    last = f"{get_column_letter(len(sheet.columns))}{len(sheet.frame) + 1}".encode()
    yield DIMENSION.sub(b'<dimension ref="A1:' + last + b'"', head, count=1)
    yield from sheet.xml()
    yield end + tail


def _cells(
    column: list[object], kind: Column, letter: str, numbers: range, style: Style
) -> list[str]:
    texts = Texts()
    cell = _number_cell if kind.kind in values.NUMERIC else _text_cell
    if kind.kind == "date":
        cell = _date_cell
    return [
        "" if one is None else cell(one, f"{letter}{number}", style, texts)
        for one, number in zip(map(values.scalar, column), numbers, strict=True)
    ]


def _number_cell(value: values.Scalar, place: str, style: Style, texts: Texts) -> str:
    if isinstance(value, str | date):
        return _text_cell(value, place, style, texts)
    number = float(value) if isinstance(value, Decimal) else value
    return f'<c r="{place}" s="{style.plain}"><v>{number!r}</v></c>'


def _date_cell(value: values.Scalar, place: str, style: Style, texts: Texts) -> str:
    serial = (value - EPOCH).days if isinstance(value, date) else 0
    if serial < FIRST_SERIAL:
        return _text_cell(value, place, style, texts)
    return f'<c r="{place}" s="{style.plain}"><v>{serial}</v></c>'


def _text_cell(value: values.Scalar, place: str, style: Style, texts: Texts) -> str:
    text = texts.fit(str(value))
    if not text:
        return ""
    number = style.quoted if text.startswith(FORMULA_STARTS) else style.plain
    space = "" if text == text.strip() else ' xml:space="preserve"'
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "\r" in text:
        text = text.replace("\r", "&#13;")
    return f'<c r="{place}" s="{number}" t="inlineStr"><is><t{space}>{text}</t></is></c>'
