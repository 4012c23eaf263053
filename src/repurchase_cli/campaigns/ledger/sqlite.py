"""A ledger in a SQLite file, its salt in a file beside it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import chain, islice
from pathlib import Path

from repurchase_cli.campaigns import salt
from repurchase_cli.campaigns.ledger import file, schema
from repurchase_cli.campaigns.ledger.refusals import another_run
from repurchase_cli.campaigns.ledger.store import Row

#: Rows that are read at once.
_CHUNK = 2_000
#: Rows that are inserted by one statement: one each would take a fifth longer.
_MANY = 100
_APPEND_ONLY = """
create trigger {table}_keep_{event} before {event} on {table}
begin select raise(abort, 'the ledger is append-only'); end;
"""


class SqliteStore:
    """An open file, or a ledger in memory; ``place`` is that of the file, beside it is the salt."""

    failures: tuple[type[Exception], ...] = (sqlite3.OperationalError,)

    def __init__(self, connection: sqlite3.Connection, place: Path | None) -> None:
        self._connection = connection
        self._place = place
        self.name = str(place)

    def rows(self, text: str, **words: object) -> list[Row]:
        """Return the rows of a query."""
        return self._connection.execute(text, words).fetchall()

    def chunks(self, text: str, **words: object) -> Iterator[Sequence[Row]]:
        """Yield the rows of a query, some thousand at once."""
        rows = self._connection.execute(text, words)
        while chunk := rows.fetchmany(_CHUNK):
            yield chunk

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Add rows to a table."""
        named, marks = ", ".join(columns), f"({', '.join('?' * len(columns))})"
        waiting = iter(rows)
        while many := list(islice(waiting, _MANY)):
            self._connection.execute(
                f"insert into {table} ({named}) values {', '.join([marks] * len(many))}",
                list(chain.from_iterable(many)),
            )

    def members(self, word: str) -> str:
        """Return the SQL of the texts of a JSON list."""
        return f"select value from json_each(:{word})"

    def commit(self) -> None:
        """Make what was done since the last time last."""
        self._connection.commit()

    def salt(self, *, make: bool) -> bytes:
        """Return the secret that stands in a file beside the ledger."""
        if self._place is None:
            return b""
        path = salt.salt_path(self._place)
        return salt.read_or_make(path) if make else salt.read(path) or b""


@contextmanager
def writing(path: Path) -> Iterator[SqliteStore]:
    """Open a file for one run; where nothing is committed a new one is taken away again."""
    with file.explained(path):
        new = file.make_private(path)
        whose = file.identity(path)
        connection = file.connected(path)
    with closing(connection), file.explained(path):
        connection.execute("begin immediate")
        if file.identity(path) != whose:  # a first run that failed took its file away
            raise another_run(path)
        try:
            if not file.version(connection, path):
                _make_tables(connection)
            yield SqliteStore(connection, path)
        finally:
            if connection.in_transaction:
                connection.rollback()
                if new:
                    file.remove_empty(connection, path)


@contextmanager
def reading(path: Path) -> Iterator[SqliteStore | None]:
    """Open a file to read it as it stands now, None where there is none."""
    if not path.exists():
        yield None
        return
    with file.explained(path), closing(file.connected(path)) as connection:
        connection.execute("begin")
        if file.version(connection, path):
            yield SqliteStore(connection, path)
        else:
            with forgotten(path) as store:
                yield store


@contextmanager
def forgotten(beside: Path | None) -> Iterator[SqliteStore]:
    """Give an empty ledger that no file holds, with the salt ``beside`` one."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        _make_tables(connection)
        yield SqliteStore(connection, beside)


def _make_tables(connection: sqlite3.Connection) -> None:
    """Make the tables of a new file, within the transaction of its first run."""
    types = {"number": "real", "day": "text", "long": "integer", "keyed": " without rowid"}
    for statement in schema.statements(**types):
        connection.execute(statement)
    for table in schema.TABLES:
        for event in ("update", "delete"):
            connection.execute(_APPEND_ONLY.format(table=table, event=event))
    connection.execute(f"pragma application_id = {schema.APPLICATION}")
    connection.execute(f"pragma user_version = {schema.VERSION}")
