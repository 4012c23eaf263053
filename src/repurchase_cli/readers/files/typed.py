"""Typed rows of an engine as a CSV text, all their columns as text of one line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli.readers.files.cells import LINE_ENDS

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_ONE_LINE = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "DATE", "TIMESTAMP", "BOOLEAN")


def copy_as_text(connection: DuckDBPyConnection, rows: str, target: Path) -> None:
    """Write what the SQL ``rows`` gives (a table, a scan, a query in brackets) to ``target``."""
    connection.execute("set TimeZone = 'UTC'")
    columns = connection.execute(f"describe select * from {rows}").fetchall()
    cells = ", ".join(_cell(column, kind) for column, kind, *_ in columns)
    connection.execute(
        f"copy (select {cells} from {rows}) to {quoted(str(target))} (format csv, header)"
    )


def identifier(name: str) -> str:
    """Return a name as SQL takes it for a name, whatever stands in it."""
    return '"' + name.replace('"', '""') + '"'


def quoted(text: str) -> str:
    """Return a text as SQL takes it for a text."""
    return "'" + text.replace("'", "''") + "'"


def _cell(column: str, kind: str) -> str:
    """Return the SQL that writes a column of a kind as text of one line."""
    cell, shown = identifier(column), identifier(LINE_ENDS.sub(" ", column) or "_")
    text = f"cast({cell} as varchar)"
    if kind in ("DOUBLE", "FLOAT"):
        text = (
            f"case when isfinite({cell}) then case when {cell} = trunc({cell}) "
            f"and abs({cell}) < {1 << 53} then cast(cast({cell} as bigint) as varchar) "
            f"else upper({text}) end end"
        )
    elif kind not in _ONE_LINE and not kind.startswith("DECIMAL"):
        text = rf"regexp_replace({text}, '[\r\n]+', ' ', 'g')"
    return f"{text} as {shown}"
