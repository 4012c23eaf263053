"""DuckDB files, opened read-only and without access to anything beside them."""

from __future__ import annotations

from pathlib import Path

from repurchase_cli.databases.address import Address
from repurchase_cli.databases.failures import failure
from repurchase_cli.readers.databases.tables import table_of
from repurchase_cli.readers.files.typed import copy_as_text, identifier

_TABLES = "select table_name from information_schema.tables where table_schema = 'main'"


def write(address: Address, target: Path) -> None:
    """Write a table or the rows of a query to ``target`` as CSV in UTF-8."""
    import duckdb  # noqa: PLC0415 - only for databases

    try:
        with duckdb.connect(address.database, read_only=True) as connection:
            rows = f"({address.query})"
            if not address.query:
                names = [name for (name,) in connection.execute(_TABLES).fetchall()]
                parts = table_of(address, names).split(".")
                rows = ".".join(map(identifier, parts))
            copy_as_text(connection, rows, target)
    except duckdb.Error as error:
        raise failure(address.name, error) from None
