"""A ledger in a database of PostgreSQL, shared by several machines.

It is a schema of its own with the tables of the file, append-only as there, and the table ``about``
with the format and the salt, so that all machines draw the same codes and control arms. A run holds
an advisory lock of the database until it commits; who only reads waits for nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import partial
from typing import TYPE_CHECKING

from repurchase_cli.campaigns import salt
from repurchase_cli.campaigns.ledger import schema
from repurchase_cli.campaigns.ledger.refusals import another_run, newer_format, no_ledger
from repurchase_cli.campaigns.ledger.store import Row
from repurchase_cli.databases.address import Address
from repurchase_cli.databases.failures import said
from repurchase_cli.databases.postgresql import connected, explained
from repurchase_cli.errors import OutputError

if TYPE_CHECKING:
    import psycopg

SCHEMA = "repurchase_ledger"
#: So long one waits for a run that is just about to end.
_PATIENCE = "3s"
#: Rows that are read at once.
_CHUNK = 20_000
#: Of the session: our tables; days in ISO form; a run may think for long between two statements;
#: and a machine that was switched off holds the lock for a minute at most.
_OPTIONS = (
    f"-c search_path={SCHEMA} -c datestyle=ISO -c idle_in_transaction_session_timeout=0"
    " -c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3"
)
_TABLES = (
    "select relname from pg_catalog.pg_class c join pg_catalog.pg_namespace n"
    f" on n.oid = c.relnamespace where nspname = '{SCHEMA}' and relkind = 'r'"
)
_ABOUT = "create table about (format integer not null, salt text not null)"
_APPEND_ONLY = (
    "create function keep() returns trigger language plpgsql as"
    " $$ begin raise exception 'the ledger is append-only'; end $$"
)
_GUARD = (
    "create trigger keep before update or delete or truncate on {table}"
    " for each statement execute function keep()"
)
_WORD = re.compile(r":(\w+)")


class PostgresqlStore:
    """An open ledger in its transaction."""

    def __init__(self, connection: psycopg.Connection, name: str) -> None:
        import psycopg  # noqa: PLC0415 - an extra

        self._connection = connection
        self.name = name
        self.failures: tuple[type[Exception], ...] = (psycopg.OperationalError,)

    def rows(self, text: str, **words: object) -> list[Row]:
        """Return the rows of a query, none for a statement that has no rows."""
        done = self._connection.execute(_rendered(text), words)
        return done.fetchall() if done.description else []

    def chunks(self, text: str, **words: object) -> Iterator[Sequence[Row]]:
        """Yield the rows of a query as the server makes them, some thousand at once."""
        with self._connection.cursor("rows") as rows:
            rows.execute(_rendered(text), words)
            while chunk := rows.fetchmany(_CHUNK):
                yield chunk

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Add rows to a table in one stream."""
        copying = f"copy {table} ({', '.join(columns)}) from stdin".encode()
        with self._connection.cursor().copy(copying) as stream:
            for row in rows:
                stream.write_row(row)

    def members(self, word: str) -> str:
        """Return the SQL of the texts of a JSON list."""
        return f"select json_array_elements_text(cast(:{word} as json))"

    def commit(self) -> None:
        """Make what was done since the last time last."""
        self._connection.commit()

    def salt(self, *, make: bool) -> bytes:
        """Return the secret, which a ledger is made with."""
        ((text,),) = self.rows("select salt from about")
        return salt.of_text(text, self.name)


@contextmanager
def writing(address: Address) -> Iterator[PostgresqlStore]:
    """Open a ledger for one run, made in the run's transaction where there is none."""
    with _session(address, "READ_COMMITTED") as connection:
        # committed reads: after the lock every statement sees what the run before has committed
        connection.execute(f"set local lock_timeout = '{_PATIENCE}'".encode())
        connection.execute("select pg_advisory_xact_lock(%s)", (schema.APPLICATION,))
        connection.execute("set local lock_timeout = 0")
        if not _format(connection, address):
            _make_tables(connection)
        yield PostgresqlStore(connection, address.name)


@contextmanager
def reading(address: Address) -> Iterator[PostgresqlStore | None]:
    """Open a ledger to read it as it stands now, None where there is none."""
    with _session(address, "REPEATABLE_READ") as connection:
        there = _format(connection, address)
        yield PostgresqlStore(connection, address.name) if there else None


@contextmanager
def _session(address: Address, isolation: str) -> Iterator[psycopg.Connection]:
    """Open a session whose days are ISO texts; what is not committed in it never was."""
    with explained(address, partial(_unreachable, address)):
        connection = connected(address, _OPTIONS)
    with closing(connection), explained(address, partial(_error, address)):
        from psycopg import IsolationLevel  # noqa: PLC0415 - an extra
        from psycopg.types.string import TextLoader  # noqa: PLC0415 - an extra

        connection.isolation_level = IsolationLevel[isolation]
        connection.adapters.register_loader("date", TextLoader)
        yield connection


def _format(connection: psycopg.Connection, address: Address) -> int:
    """Return the format of the ledger in a database, 0 for none; refuse what is none."""
    tables = {name for (name,) in connection.execute(_TABLES)}
    if not tables:
        return 0
    if "about" not in tables:
        raise no_ledger(address)
    ((version,),) = connection.execute("select format from about").fetchall()
    if version > schema.VERSION:
        raise newer_format(address, version)
    return int(version)


def _make_tables(connection: psycopg.Connection) -> None:
    """Make the tables and the salt, in a schema that may have been made for us."""
    if connection.execute("select to_regnamespace(%s) is null", (SCHEMA,)).fetchone() == (True,):
        connection.execute(f"create schema {SCHEMA}".encode())
    types = {"number": "double precision", "day": "date", "long": "bigint"}
    connection.execute(_ABOUT.encode())
    for statement in schema.statements(**types):
        connection.execute(statement.encode())
    connection.execute(_APPEND_ONLY.encode())
    for table in (*schema.TABLES, "about"):
        connection.execute(_GUARD.format(table=table).encode())
    connection.execute("insert into about values (%s, %s)", (schema.VERSION, salt.new()))


def _rendered(text: str) -> bytes:
    """Return a text as the driver takes it."""
    return _WORD.sub(r"%(\1)s", text).encode()


#: States of the server → what is wrong, and what to do.
_SAID = {
    "42501": (
        "the ledger may not be used",
        f"let who may do it run: create schema {SCHEMA} authorization USER; for each further user: "
        f"grant usage on schema {SCHEMA} to USER; grant select, insert on all tables in schema "
        f"{SCHEMA} to USER",
    ),
    "53100": ("the ledger could not be written", "make room and run again: nothing was recorded"),
    "25006": ("the ledger cannot be written", "name the first server: this one only reads"),
}
_LOST = (
    "the connection to the ledger was lost",
    "run it again: what was recorded is listed again, and nothing else was",
)
_BUSY = "55P03"


def _unreachable(address: Address, problem: psycopg.Error) -> OutputError:
    what, hint = said(problem)
    return OutputError(f"the ledger cannot be reached: {what}", hint=hint, file=address.name)


def _error(address: Address, problem: psycopg.Error) -> Exception:
    """Return what a server says about a ledger as an error of ours; a bug stays what it is."""
    from psycopg import OperationalError  # noqa: PLC0415 - an extra

    state = problem.sqlstate or ""
    if state == _BUSY:
        return another_run(address)
    if state not in _SAID and not isinstance(problem, OperationalError):
        return problem
    what, hint = _SAID.get(state, _LOST)
    return OutputError(f"{what}: {said(problem)[0]}", hint=hint, file=address.name)
