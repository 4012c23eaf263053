"""Files to sources: bytes, dialect, header, columns, dates and money, decided before loading.

A clean UTF-8 file is scanned where it lies. Any other, and any that turns out not to be clean, is
copied first (:mod:`repurchase_cli.readers.cleancopy`).
"""

from __future__ import annotations

import io
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from repurchase_cli.errors import InputError
from repurchase_cli.readers import cleancopy, dialect, encoding
from repurchase_cli.readers.columns import Table
from repurchase_cli.readers.dialect import Dialect
from repurchase_cli.readers.inputs import Input
from repurchase_cli.readers.invoice_lines import INVOICE_LINES
from repurchase_cli.readers.layout import decide
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.readers.shopify import SHOPIFY
from repurchase_cli.readers.systems import System
from repurchase_cli.readers.taobao import TAOBAO_ORDERS
from repurchase_cli.sales import Layout, Scan, Scanner, Source

SYSTEMS: tuple[System, ...] = (SHOPIFY, TAOBAO_ORDERS, INVOICE_LINES)

_SAMPLE_BYTES = 1 << 18


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose bytes and shape are understood, but not yet its meaning."""

    input: Input
    encoding: str
    dialect: Dialect
    header_line: int
    table: Table
    scan: Scan


def read(
    inputs: Sequence[Input],
    wishes: Wishes,
    scanner: Scanner,
    workspace: Path,
    *,
    unclean: Collection[Path] = (),
) -> list[Source]:
    """Return what each file is and means.

    Parameters
    ----------
    unclean
        Files that a scan has found not to be clean: they are copied, whatever their sample says.

    Raises
    ------
    InputError
        For a file that cannot be read or understood.
    """
    opened = [open_file(item, wishes, workspace, copy=item.path in unclean) for item in inputs]
    layouts = {
        headers: _layout([o for o in opened if o.table.headers == headers], wishes, scanner)
        for headers in dict.fromkeys(o.table.headers for o in opened)
    }
    return [_source(o, layouts[o.table.headers]) for o in opened]


def _source(opened: Opened, layout: Layout) -> Source:
    return Source(
        name=opened.input.name,
        format="text",
        encoding=opened.encoding,
        delimiter=opened.dialect.delimiter,
        header_line=opened.header_line,
        layout=layout,
        scan=opened.scan,
    )


def _layout(files: Sequence[Opened], wishes: Wishes, scanner: Scanner) -> Layout:
    """Decide the meaning of a header by samples of all files that carry it."""
    table = Table(files[0].table.headers, [row for o in files for row in o.table.rows])
    scans = [o.scan for o in files]
    name = files[0].input.name
    return decide(table, system_of(table.headers), scans, wishes, scanner, file=name)


def system_of(headers: Sequence[str]) -> System | None:
    """Return the shop system whose signature the headers carry, if any."""
    found = [s for s in SYSTEMS if set(s.signature) <= {h.strip() for h in headers}]
    return max(found, key=lambda system: len(system.signature), default=None)


def open_file(item: Input, wishes: Wishes, workspace: Path, *, copy: bool) -> Opened:
    """Understand the bytes and the shape of a file, copying it when it is not clean."""
    sample = _sample(item)
    codec = (
        encoding.check(wishes.encoding)
        if wishes.encoding
        else encoding.detect(_whole(item) if copy else sample, item.name)
    )
    text = sample.removeprefix(encoding.BOM).decode(codec, errors="ignore")
    shape = dialect.sniff(text)
    rows = list(islice(dialect.records(io.StringIO(text, newline=""), shape.delimiter), 5000))
    if not rows:
        raise InputError("the file is empty", hint="export it again", file=item.name)
    headers, header_line = _headers(rows, shape)
    body = [cells for _, cells in rows[shape.header + 1 :]]
    if len(sample) == _SAMPLE_BYTES:
        body = body[:-1]  # the sample ends within a record
    if not body:
        raise InputError("there are no records below the header", file=item.name)
    headers = _widened(headers, body)
    clean = (
        not copy
        and codec in ("utf-8", "ascii")
        and shape.delimiter != dialect.BLANKS
        and shape.header == 0
        and header_line == 1
        and b"\0" not in sample
        and all(len(cells) == len(headers) for cells in body)
    )
    if clean:
        scan = Scan((item.path,), len(headers), shape.delimiter)
    else:
        target = workspace / f"copy{len(list(workspace.iterdir()))}.csv"
        name = "utf-8-sig" if codec == "utf-8" else codec
        cleancopy.write(
            item.path, target, name=item.name, encoding=name, dialect=shape, width=len(headers)
        )
        scan = Scan((target,), len(headers), skip=0, numbered=True)
    return Opened(item, codec, shape, header_line, Table(headers, body), scan)


def _headers(rows: Sequence[tuple[int, list[str]]], shape: Dialect) -> tuple[tuple[str, ...], int]:
    """Return the header and its line; columns of a file without one are named by their number."""
    if shape.header < 0:
        return tuple(str(i + 1) for i in range(len(rows[0][1]))), 0
    line, cells = rows[shape.header]
    return tuple(cell.strip().strip("﻿") for cell in cells), line


def _widened(headers: tuple[str, ...], body: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the header with a nameless column for a delimiter that ends every row."""
    wider = len(headers) + 1
    if all(len(cells) == wider and not cells[-1].strip() for cells in body):
        return (*headers, "")
    return headers


def _sample(item: Input) -> bytes:
    try:
        with item.path.open("rb") as file:
            return file.read(_SAMPLE_BYTES)
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=item.name) from None


def _whole(item: Input) -> bytes:
    return item.path.read_bytes()
