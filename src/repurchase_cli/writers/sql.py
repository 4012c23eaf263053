"""Tables that DuckDB writes: a column's expression by its kind, and the COPY into private space."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING, BinaryIO

import duckdb

from repurchase_cli.errors import OutputError
from repurchase_cli.grammars.contacts import mask_sql

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from repurchase_cli.document import Column, Table

TEXTS = frozenset({"text", "id", "contact"})


def quoted(name: str) -> str:
    """Return a column's id as an SQL identifier; ids such as ``from`` are words of SQL."""
    return '"' + name.replace('"', '""') + '"'


def value(column: Column, *, masked: bool) -> str:
    """Return the expression of a column as it is: NULL for NaN and infinity, contacts masked."""
    name = quoted(column.id)
    if column.kind == "contact" and masked:
        return mask_sql(name)
    if column.kind == "date":
        return f"cast({name} as date)"
    if column.kind == "integer":
        return f"try_cast({name} as bigint)"
    if column.kind in TEXTS:
        return f"cast({name} as varchar)"
    return finite(name)


def finite(sql: str) -> str:
    """Return ``sql`` in its own type, NULL for what is no number."""
    return f"case when isfinite(try_cast({sql} as double)) then {sql} end"


@contextmanager
def copied(table: Table, express: Callable[[Column], str], options: str) -> Iterator[BinaryIO]:
    """Give the table's rows, written by COPY to a private temporary file, opened for reading.

    Raises
    ------
    OutputError
        When there is no room for the temporary file.
    """
    expressions = {column.id: express(column) for column in table.columns}
    with TemporaryDirectory(prefix="repurchase-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "rows"
        try:
            table.rows.copy(path, expressions, options)
        except duckdb.IOException as problem:
            raise OutputError(
                f"the folder for temporary files could not be written: {gettempdir()}",
                hint="make room there, or name another folder in TMPDIR, and run again",
            ) from problem
        with path.open("rb") as rows:
            yield rows
