"""The file of a ledger: made, opened, recognised, and what can go wrong with it in words."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from repurchase_cli.campaigns.ledger import schema
from repurchase_cli.campaigns.ledger.refusals import another_run, newer_format, no_ledger
from repurchase_cli.errors import OutputError, RepurchaseError, UsageError

#: So many seconds one waits for a run that is just about to end.
_PATIENCE = 3.0
#: Kibibytes of it that are kept in memory: the indexes of some hundred thousand contacts.
_CACHE = 65_536


def make_private(path: Path) -> bool:
    """Make the file, readable by its owner only, and tell whether there was none.

    SQLite gives its journal the same mode.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return False
    return True


def remove_empty(connection: sqlite3.Connection, path: Path) -> None:
    """Remove a file in which no run was ever recorded, unless another run has it by now."""
    with suppress(sqlite3.OperationalError, OSError):
        connection.execute("begin exclusive")
        if not version(connection, path):
            path.unlink()
        connection.rollback()


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file from another one of its name, None where there is none."""
    with suppress(FileNotFoundError):
        found = path.stat()
        return found.st_dev, found.st_ino
    return None


def connected(path: Path) -> sqlite3.Connection:
    """Return a connection to an existing file, in which transactions begin when we say so."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, isolation_level=None)
    connection.execute("pragma synchronous = extra")
    connection.execute(f"pragma cache_size = -{_CACHE}")
    return connection


def version(connection: sqlite3.Connection, path: Path) -> int:
    """Return the version of the file's tables, 0 for none yet; refuse what is no ledger."""
    (mark,) = connection.execute("pragma application_id").fetchone()
    (version,) = connection.execute("pragma user_version").fetchone()
    (tables,) = connection.execute("select count(*) from sqlite_schema").fetchone()
    if tables and mark != schema.APPLICATION:
        raise no_ledger(path)
    if version > schema.VERSION:
        raise newer_format(path, version)
    return int(version)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Say what SQLite and the system say about the file as errors of ours."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        raise _error(problem, path) from problem
    except OSError as problem:
        if problem.filename is None or Path(str(problem.filename)) != path:
            raise
        raise OutputError(
            f"the ledger cannot be made: {problem.strerror}",
            hint="name another place with --ledger, or go without: --ledger none",
            file=str(path),
        ) from problem


#: Codes of SQLite → the error, what is wrong, and what to do.
_SAID: tuple[tuple[set[int], type[RepurchaseError], str, str], ...] = (
    (
        {sqlite3.SQLITE_NOTADB},
        UsageError,
        "is no ledger of repurchase",
        "name another file with --ledger",
    ),
    (
        {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR},
        OutputError,
        "the ledger could not be written; is there room left on the disk?",
        "make room and run again: nothing was recorded",
    ),
    (
        {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM},
        OutputError,
        "the ledger may not be opened",
        "look at the permissions of the file and its folder, or use --ledger PATH",
    ),
    (
        {sqlite3.SQLITE_CORRUPT},
        OutputError,
        "the ledger is damaged",
        "put back a copy of it from a backup",
    ),
)


def _error(problem: sqlite3.DatabaseError, path: Path) -> Exception:
    code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
    if path.is_dir():
        return UsageError("is a folder", hint="name a file in it with --ledger", file=str(path))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or not path.exists():
        return another_run(path)
    for codes, kind, what, hint in _SAID:
        if code in codes:
            return kind(what, hint=hint, file=str(path))
    return problem
