"""SQLite files, opened read-only."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli.databases.address import Address
from repurchase_cli.databases.failures import failure
from repurchase_cli.readers.databases.tables import table_of

if TYPE_CHECKING:
    import sqlite3

_TABLES = (
    "select name from sqlite_schema where type in ('table', 'view') and name not like 'sqlite%'"
)


def write(address: Address, target: Path) -> None:
    """Write a table or the rows of a query to ``target`` as CSV in UTF-8."""
    import sqlite3  # noqa: PLC0415 - only for databases

    path = Path(address.database).resolve()
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
            rows = connection.execute(_query(address, connection))
            with target.open("w", encoding="utf-8", newline="") as out:
                writer = csv.writer(out, lineterminator="\n")
                writer.writerow([column[0] for column in rows.description])
                writer.writerows(_texts(rows))
    except sqlite3.Error as error:
        raise failure(address.name, error) from None


def _query(address: Address, connection: sqlite3.Connection) -> str:
    if address.query:
        return address.query
    names = [name for (name,) in connection.execute(_TABLES)]
    table = table_of(address, names)
    return 'select * from "' + table.replace('"', '""') + '"'


def _texts(rows: sqlite3.Cursor) -> Iterator[Sequence[object]]:
    """Yield rows in which a whole number is written without a decimal point."""
    for row in rows:
        yield [int(v) if isinstance(v, float) and v.is_integer() else v for v in row]
