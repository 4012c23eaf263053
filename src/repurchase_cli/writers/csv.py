"""CSV: one table, written by DuckDB, that Excel and pandas read alike.

Money has two decimals, other numbers at most six, all in plain notation. A text that a spreadsheet
would run as a formula gets a leading apostrophe (OWASP, "CSV Injection"); a sign before digits
only, as in ``-12.50`` or ``+8613800138000``, is no formula. The byte order mark, without which
Excel misreads UTF-8, stands there when the content holds anything beyond ASCII.
"""

from __future__ import annotations

import codecs
import shutil
from typing import TYPE_CHECKING, BinaryIO

from repurchase_cli.writers import sql

if TYPE_CHECKING:
    from repurchase_cli.document import Column, Document, Language, Table

OPTIONS = "format csv, header true, use_tmp_file false"
FORMULA_STARTS = "'=', '+', '-', '@', '＝', '＋', '－', '＠', chr(9), chr(10), chr(13)"
#: What is in order between A and this begins with no such character, which is cheap to tell.
HARMLESS_END = "\uff00"
SIGNED_NUMBER = "[+-][0-9]+([.][0-9]+)?"
CHUNK = 1 << 20


def write(
    document: Document, out: BinaryIO, *, table: Table, language: Language, masked: bool
) -> None:
    """Write the table's rows; see :class:`repurchase_cli.writers.Writer`."""
    del document, language
    with sql.copied(table, lambda column: expression(column, masked=masked), OPTIONS) as rows:
        if not _ascii(rows):
            out.write(codecs.BOM_UTF8)
        shutil.copyfileobj(rows, out, CHUNK)


def expression(column: Column, *, masked: bool) -> str:
    """Return the SQL expression of a column's text in CSV."""
    value = sql.value(column, masked=masked)
    if column.kind in sql.TEXTS:
        return neutralised(value)
    if column.kind == "money":
        exact = f"try_cast({sql.quoted(column.id)} as decimal(38, 6))"
        return f"round({exact}, 2)"
    if column.kind in {"date", "integer"}:
        return value
    return _decimals(sql.quoted(column.id))


def neutralised(text: str) -> str:
    """Return the SQL expression of a text that no spreadsheet takes for a formula."""
    return (
        f"case when {text} between '0' and '<' or {text} between 'A' and '{HARMLESS_END}' "
        f"then {text} when left({text}, 1) in ({FORMULA_STARTS}) "
        f"and not regexp_full_match({text}, '{SIGNED_NUMBER}') then '''' || {text} "
        f"else {text} end"
    )


def _decimals(name: str) -> str:
    """At most six decimals, twelve for what is smaller than a thousandth, no trailing zeros."""
    number = f"try_cast({name} as double)"
    text = (
        f"case when abs({number}) between 0.001 and 1e15 then cast(round({number}, 6) as varchar) "
        f"when abs({number}) < 0.001 then cast(cast({number} as decimal(38, 12)) as varchar) "
        f"when isfinite({number}) then format('{{:.1f}}', {number}) end"
    )
    return (
        f"case when typeof({name}) like '%INT%' then cast({name} as varchar) "
        f"else rtrim(rtrim({text}, '0'), '.') end"
    )


def _ascii(rows: BinaryIO) -> bool:
    """Tell whether all bytes are ASCII, and go back to the start."""
    found = all(chunk.isascii() for chunk in iter(lambda: rows.read(CHUNK), b""))
    rows.seek(0)
    return found
