"""JSON: the one object of the outside contract, strict, nothing rounded.

The rows are written by DuckDB and streamed in, so that a large table never stands in memory as
Python objects; everything else is small and goes through the standard library.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, BinaryIO

from repurchase_cli import __version__
from repurchase_cli.writers import sql, values

if TYPE_CHECKING:
    from repurchase_cli.document import Column, Document, Language, Table

OPTIONS = "format json, array true, use_tmp_file false"


def write(
    document: Document, out: BinaryIO, *, table: Table, language: Language, masked: bool
) -> None:
    """Write the whole document; see :class:`repurchase_cli.writers.Writer`."""
    del table
    head = {
        "command": document.command,
        "version": __version__,
        "as_of": document.as_of,
        "currency": document.currency,
        **_cover(document, language),
        "intake": document.intake,
        "settings": document.settings,
    }
    start = b"{\n"
    for key, part in head.items():
        out.write(start + _member(key) + _text(part))
        start = b",\n"
    out.write(b",\n" + _member("tables") + b"{")
    start = b"\n"
    for name, one in document.tables.items():
        out.write(start + _member(name))
        _rows(one, out, masked=masked)
        start = b",\n"
    out.write(b"},\n" + _member("notes"))
    out.write(_text([note.say(language) for note in document.notes]) + b"\n}\n")


def _cover(document: Document, language: Language) -> dict[str, object]:
    """Return what a report has besides: its period and its opening sentences."""
    if document.period is None:
        return {}
    sentences = [sentence.say(language) for sentence in document.paragraph]
    return {"period": document.period._asdict(), "paragraph": sentences}


def expression(column: Column, *, masked: bool) -> str:
    """Return the SQL expression of a column's value in JSON; nested values stay nested."""
    name = sql.quoted(column.id)
    if column.kind == "text":
        return name
    if column.kind in {"id", "contact", "date", "integer"}:
        return sql.value(column, masked=masked)
    return (
        f"case when typeof({name}) like '%INT%' then to_json({name}) "
        f"else to_json({sql.finite(f'try_cast({name} as double)')}) end"
    )


def _rows(table: Table, out: BinaryIO, *, masked: bool) -> None:
    if not len(table.rows):
        out.write(b"[]")
        return
    with sql.copied(table, lambda column: expression(column, masked=masked), OPTIONS) as rows:
        shutil.copyfileobj(rows, out, 1 << 20)


def _member(key: str) -> bytes:
    return _text(key) + b": "


def _text(value: object) -> bytes:
    text = json.dumps(values.plain(value), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "backslashreplace")
