"""PostgreSQL: the server writes the CSV itself (COPY … TO STDOUT), which no driver outruns.

The session is read-only for the server: a statement that writes is refused there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli.readers.databases.address import Address
from repurchase_cli.readers.databases.failures import failure, no_driver
from repurchase_cli.readers.databases.passwords import prompted

if TYPE_CHECKING:
    import psycopg
    from psycopg import sql

_WAIT_SECONDS = 10
#: Of the session: nothing is written; days and numbers come in one form, times in the zone of the
#: server, as the shop sees them.
_OPTIONS = (
    "-c default_transaction_read_only=on -c datestyle=ISO -c intervalstyle=postgres "
    "-c extra_float_digits=1"
)


def write(address: Address, target: Path) -> None:
    """Write a table or the rows of a query to ``target`` as CSV in UTF-8."""
    try:
        import psycopg  # noqa: PLC0415 - an extra
    except ImportError:
        raise no_driver(address.name, "psycopg") from None
    password = ""
    try:
        try:
            connection = _connected(address)
        except psycopg.OperationalError as error:
            if "no password" not in str(error) or not (password := prompted(address)):
                raise
            connection = _connected(address, password)
        with (
            connection,
            connection.cursor().copy(_copying(address)) as rows,
            target.open("wb") as out,
        ):
            for block in rows:
                out.write(block)
    except psycopg.Error as error:
        raise failure(address.name, error, password) from None


def _connected(address: Address, password: str = "") -> psycopg.Connection:
    import psycopg  # noqa: PLC0415 - an extra
    from psycopg.conninfo import make_conninfo  # noqa: PLC0415 - an extra

    return psycopg.connect(
        make_conninfo(
            host=address.host or None,
            port=address.port,
            user=address.user or None,
            password=password or None,
            dbname=address.database,
            options=_OPTIONS,
            connect_timeout=_WAIT_SECONDS,
            client_encoding="utf8",
            application_name="repurchase",
        )
    )


def _copying(address: Address) -> sql.Composed:
    from psycopg import sql  # noqa: PLC0415 - an extra

    if address.table:
        table = sql.Identifier(*address.table.split("."))
        rows = sql.SQL("select * from {}").format(table)
    else:
        rows = sql.Composed([sql.SQL(address.query)])
    return sql.SQL("copy ({}) to stdout (format csv, header)").format(rows)
