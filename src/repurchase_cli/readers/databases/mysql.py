"""MySQL and MariaDB: rows come as text in one stream; the server keeps the session read-only."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from repurchase_cli.databases.address import Address
from repurchase_cli.databases.failures import failure, no_driver
from repurchase_cli.databases.passwords import prompted

if TYPE_CHECKING:
    from pymysql.connections import Connection
    from pymysql.cursors import SSCursor

_WAIT_SECONDS = 10
_ROWS = 10_000
_NO_PASSWORD = 1045  # access denied
_SESSION = "set session transaction read only"


def write(address: Address, target: Path) -> None:
    """Write a table or the rows of a query to ``target`` as CSV in UTF-8."""
    try:
        import pymysql  # noqa: PLC0415 - an extra
    except ImportError:
        raise no_driver(address.name, "pymysql") from None
    password = os.environ.get("MYSQL_PWD", "")
    try:
        try:
            connection = _connected(address, password)
        except pymysql.OperationalError as error:
            unasked = error.args[0] == _NO_PASSWORD and not password
            if not unasked or not (password := prompted(address)):
                raise
            connection = _connected(address, password)
        with closing(connection):
            cursor = connection.cursor()
            try:
                cursor.execute(_query(address))
                _store(cursor, target)
            except KeyboardInterrupt:
                session = connection.thread_id()  # type: ignore[no-untyped-call]
                _end_query(address, password, session)
                raise
            finally:
                cursor.connection = None  # type: ignore[assignment]  # closing it would read all that is left
    except pymysql.Error as error:
        raise failure(address.name, error, password) from None


def _connected(address: Address, password: str) -> Connection[SSCursor]:
    import pymysql.connections  # noqa: PLC0415 - an extra

    options = Path.home() / ".my.cnf"
    connection = pymysql.connections.Connection(
        host=address.host or None,
        port=address.port or 0,  # that of the options file, or the usual one
        user=address.user or None,
        password=password,
        database=address.database,
        charset="utf8mb4",
        connect_timeout=_WAIT_SECONDS,
        read_default_file=str(options) if options.is_file() else None,
        init_command=_SESSION,
        cursorclass=pymysql.cursors.SSCursor,
    )
    connection.decoders = {}  # values stay the texts that the server sends
    return connection


def _end_query(address: Address, password: str, session: int) -> None:
    """End the query of a session, which the server would else go on with until it writes a row."""
    import pymysql  # noqa: PLC0415 - an extra

    with suppress(pymysql.Error), closing(_connected(address, password)) as other:
        other.cursor().execute(f"kill query {session}")


def _query(address: Address) -> str:
    if address.query:
        return address.query
    return "select * from " + ".".join(
        f"`{part.replace('`', '``')}`" for part in address.table.split(".")
    )


def _store(cursor: SSCursor, target: Path) -> None:
    with target.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow([column[0] for column in cursor.description])
        for rows in _batches(cursor):
            writer.writerows(rows)


def _batches(cursor: SSCursor) -> Iterator[list[tuple[str | None, ...]]]:
    while rows := cursor.fetchmany(_ROWS):
        yield list(rows)
