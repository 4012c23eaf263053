"""PostgreSQL: the server writes the CSV itself (COPY … TO STDOUT), which no driver outruns.

The session is read-only for the server: a statement that writes is refused there.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli.databases.address import Address
from repurchase_cli.databases.failures import failure
from repurchase_cli.databases.postgresql import connected, explained

if TYPE_CHECKING:
    from psycopg import sql

#: Of the session: nothing is written; days and numbers come in one form, times in the zone of the
#: server, as the shop sees them.
_OPTIONS = (
    "-c default_transaction_read_only=on -c datestyle=ISO -c intervalstyle=postgres "
    "-c extra_float_digits=1"
)


def write(address: Address, target: Path) -> None:
    """Write a table or the rows of a query to ``target`` as CSV in UTF-8."""
    with (
        explained(address, partial(failure, address.name)),
        connected(address, _OPTIONS) as connection,
        connection.cursor().copy(_copying(address)) as rows,
        target.open("wb") as out,
    ):
        for block in rows:
            out.write(block)


def _copying(address: Address) -> sql.Composed:
    from psycopg import sql  # noqa: PLC0415 - an extra

    if address.table:
        table = sql.Identifier(*address.table.split("."))
        rows = sql.SQL("select * from {}").format(table)
    else:
        rows = sql.Composed([sql.SQL(address.query)])
    return sql.SQL("copy ({}) to stdout (format csv, header)").format(rows)
