"""Disguised tables to files: texts, packed texts, archives, workbooks, Parquet."""

from __future__ import annotations

import bz2
import gzip
import html
import io
import re
import sys
import zipfile
from collections.abc import Callable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import openpyxl

from tests.disguises.clean import Line
from tests.disguises.disguise import Disguise, Grid, data, grid

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PACKED: dict[str, Callable[[bytes], bytes]] = {
    "gz": gzip.compress,
    "bz2": bz2.compress,
    "zst": zstd.compress,
}


def write(disguise: Disguise, lines: Sequence[Line], folder: Path) -> list[Path]:
    """Write the lines in disguise, in as many files as it asks for; return what to read."""
    parts = _split(lines, disguise.split)
    tables = [grid(disguise, part) for part in parts]
    kind = disguise.container
    if kind == "joined":
        return [_file(folder / "sales.csv", b"".join(data(disguise, table) for table in tables))]
    if kind == "zip":
        named = {f"export {i}.csv": data(disguise, table) for i, table in enumerate(tables)}
        return [_file(folder / "sales.zip", _zipped(named))]
    return [
        _file(folder / f"sales{i}.{kind or 'csv'}", _bytes(disguise, table, folder))
        for i, table in enumerate(tables)
    ]


def _bytes(disguise: Disguise, table: Grid, folder: Path) -> bytes:
    kind = disguise.container
    if kind.startswith("xlsx"):
        return workbook(table, typed=kind == "xlsx typed")
    if kind == "parquet":
        return _parquet(table, folder / "part.parquet")
    if kind in _MARKED_UP:
        return _MARKED_UP[kind](table)
    return _PACKED.get(kind, bytes)(data(disguise, table))


def _split(lines: Sequence[Line], parts: int) -> list[Sequence[Line]]:
    """Return the lines cut between orders into parts of about the same size."""
    cuts = [0]
    for i in range(1, parts):
        cut = len(lines) * i // parts
        while 0 < cut < len(lines) and lines[cut].order == lines[cut - 1].order:
            cut += 1
        cuts.append(cut)
    return [lines[a:b] for a, b in zip(cuts, [*cuts[1:], len(lines)], strict=True)]


def _file(path: Path, content: bytes) -> Path:
    path = path.with_name(re.sub(r"(\.xlsx?) \w+$", r"\1", path.name))
    path.write_bytes(content)
    return path


def _zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def workbook(table: Grid, *, typed: bool) -> bytes:
    """Return a table as a workbook, two columns and a row from the corner."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "订单"
    for i, row in enumerate(_rows(table), start=2):
        for j, cell in enumerate(row, start=3):
            if cell:
                sheet.cell(i, j).value = _typed(cell) if typed else cell
                if not typed or cell.startswith("="):  # no formula: it would have no value
                    sheet.cell(i, j).data_type = "s"
    other = book.create_sheet("说明")
    other["A1"] = "exported by the till"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(table: Grid) -> list[Sequence[str]]:
    return [*table.above, table.header, *table.rows, *table.below]


def webpage(table: Grid) -> bytes:
    """Return a table as the page that a Chinese till saves as .xls."""
    rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in _rows(table))
    body = "\n".join(f"<tr>{row}</tr>" for row in rows)
    text = (
        f'<html><head><meta charset="gb2312"></head><body><table>\n{body}\n</table></body></html>'
    )
    return text.encode("gb18030")


def spreadsheetml(table: Grid) -> bytes:
    """Return a table of texts as a workbook of the year 2003."""
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    rows = ("".join(cell.format(html.escape(value)) for value in row) for row in _rows(table))
    body = "\n".join(f"<Row>{row}</Row>" for row in rows)
    ours = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?>\n<Workbook xmlns="{ours}" xmlns:ss="{ours}">'
        f'<Worksheet ss:Name="1"><Table>\n{body}\n</Table></Worksheet></Workbook>'
    ).encode()


_MARKED_UP: dict[str, Callable[[Grid], bytes]] = {"xls page": webpage, "xls xml": spreadsheetml}


def _typed(cell: str) -> str | int | float | datetime:
    """Return a cell as a spreadsheet would take it on entry."""
    for form in ("%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M"):
        try:
            return datetime.strptime(cell, form)
        except ValueError:
            continue
    try:
        number = Decimal(cell)
    except ArithmeticError:
        return cell
    if not number.is_finite() or len(cell) > 15 or (cell[0] == "0" and cell.isdigit()):
        return cell
    return int(number) if number == int(number) else float(number)


def _parquet(table: Grid, path: Path) -> bytes:
    names = [name or f"blank {i}" for i, name in enumerate(table.header)]
    listed = ", ".join('"' + name.replace('"', '""') + '" varchar' for name in names)
    with duckdb.connect() as connection:
        connection.execute(f"create table t ({listed})")
        marks = ", ".join("?" * len(names))
        connection.executemany(f"insert into t values ({marks})", table.rows)
        connection.execute(f"copy t to '{path}' (format parquet)")
    return path.read_bytes()
