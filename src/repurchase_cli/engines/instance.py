"""The process's DuckDB, in which every engine has a database of its own.

To start DuckDB, and to make the macros that values are read with, takes longer than to read a small
file: whoever reads several times, as ``check`` does for every other reading, does it once.
"""

from __future__ import annotations

import os
import tempfile
from functools import cache
from itertools import count
from pathlib import Path

import duckdb

from repurchase_cli.grammars.macros import macros_for
from repurchase_cli.rows import text

_MEMORY_SHARE = 0.5
#: Optimizers that make it worse. The first would move a slow way of reading out of the branch that
#: rarely needs it. The others take a text file, whose length they cannot know, for a short one, and
#: keep all of it in memory: joins run as they are written, the long side first.
_NOT_FOR_US = ("common_subexpressions", "join_order", "build_side_probe_side")


class Macros:
    """The macros that are made in a database, for whoever names them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self._connection = connection
        self._made: set[str] = set()

    def require(self, sql: str) -> None:
        """Make the macros that an SQL text names, where they are not made yet."""
        if missing := macros_for(sql, self._made):
            self._connection.execute(missing)


class Instance:
    """A DuckDB that spills to a folder, which must be a private one."""

    def __init__(self, folder: Path) -> None:
        self._connection = duckdb.connect()
        self._numbers = count()
        self.macros = Macros(self._connection)
        for setting in (
            f"temp_directory = {text(str(folder / 'spill'))}",
            "preserve_insertion_order = false",
            "checkpoint_threshold = '1TB'",  # nothing here outlives the run: no need to pack it
            "autoinstall_known_extensions = false",
            f"disabled_optimizers = '{', '.join(_NOT_FOR_US)}'",
        ):
            self._connection.execute(f"set {setting}")

    def attach(self, memory: str, threads: int | None) -> duckdb.DuckDBPyConnection:
        """Return a connection to a new, empty database; what it reads with is the process's.

        ``memory`` is the limit that holds from now on, by default half of what the machine has.
        """
        name = f"sales{next(self._numbers)}"
        connection = self._connection.cursor()
        for statement in (
            f"attach ':memory:' as {name}",
            f"set search_path = '{name},memory'",
            f"set memory_limit = {text(memory or f'{int(_memory() * _MEMORY_SHARE)}B')}",
            "reset threads" if threads is None else f"set threads = {threads}",
            "set enable_progress_bar = true",  # for whoever asks; the engine prints nothing
            "set enable_progress_bar_print = false",
        ):
            connection.execute(statement)
        return connection

    def detach(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Close a connection, and forget its database."""
        ((name,),) = connection.execute("select current_database()").fetchall()
        connection.execute("use memory")
        connection.execute(f"detach {name}")
        connection.close()


@cache
def of_process() -> Instance:
    """Return the process's DuckDB; its folder goes when the process ends."""
    return Instance(Path(_folder().name))


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory(prefix="repurchase-", ignore_cleanup_errors=True)


def _memory() -> int:
    """Return the machine's memory in bytes, 4 GiB where it cannot be told."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 4 << 30
