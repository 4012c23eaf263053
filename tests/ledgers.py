"""Where a ledger of the tests stands: in a file, or in a real PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from repurchase_cli.campaigns.ledger import Place
from tests.campaigns.contacts import place_of

#: Of the user ``ann`` of the server.
PASSWORD = "hush-4711"  # noqa: S105 - of the server that the tests start
SCHEMA = "repurchase_ledger"


@dataclass(frozen=True)
class Shelf:
    """A place for a ledger, empty at first: ``given`` is what the user writes."""

    given: str
    port: int | None = None

    @property
    def place(self) -> Place:
        return place_of(self.given)

    @contextmanager
    def opened(self) -> Iterator[Any]:
        """Open what stands there as nobody of ours does."""
        if self.port:
            with as_owner(self.port, "ledger") as connection:
                connection.execute(f"set search_path = {SCHEMA}")
                yield connection
        else:
            with closing(sqlite3.connect(self.given, isolation_level=None)) as connection:
                yield connection

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with self.opened() as connection:
            rows: list[tuple[Any, ...]] = connection.execute(query).fetchall()
            return rows

    def exists(self) -> bool:
        """Whether a run has ever been recorded there."""
        if not self.port:
            return Path(self.given).exists() and bool(self.rows("select 1 from sqlite_schema"))
        return self.rows(f"select to_regclass('{SCHEMA}.runs') is not null") == [(True,)]

    def salt(self) -> bytes:
        if not self.port:
            return bytes.fromhex(Path(self.given).with_suffix(".salt").read_text())
        return bytes.fromhex(self.rows("select salt from about")[0][0])


def as_owner(port: int, name: str) -> psycopg.Connection:
    """Open a session of the server's owner, who needs no password."""
    return psycopg.connect(
        host="127.0.0.1", port=port, user="postgres", dbname=name, autocommit=True
    )


def emptied(port: int) -> Shelf:
    """Return the database for ledgers without any."""
    with as_owner(port, "ledger") as connection:
        connection.execute(f"drop schema if exists {SCHEMA} cascade".encode())
    return Shelf(f"postgresql://ann@127.0.0.1:{port}/ledger", port)
