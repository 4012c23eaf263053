"""The embedded engine: DuckDB scans the files and reduces them; nothing here holds all lines.

The connection has a memory limit and a private folder to spill to, so that a file larger than
memory works. Queries are the texts in ``sql/``.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from repurchase_cli.engines.lines import union_sql
from repurchase_cli.engines.states import STATES
from repurchase_cli.grammars.ids import plain_sql
from repurchase_cli.grammars.macros import macros_for
from repurchase_cli.rows import copy, quoted, text
from repurchase_cli.sales import Scan

if TYPE_CHECKING:
    import pandas as pd

_MEMORY_SHARE = 0.5
#: Optimizers that make it worse. The first would move a slow way of reading out of the branch that
#: rarely needs it. The others take a text file, whose length they cannot know, for a short one, and
#: keep all of it in memory: joins run as they are written, the long side first.
_NOT_FOR_US = ("common_subexpressions", "join_order", "build_side_probe_side")


class UncleanFilesError(Exception):
    """Files scanned as they lie that turn out to need a copy first."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = frozenset(paths)
        super().__init__(", ".join(str(path) for path in self.paths))


#: The macros that the engine's own texts name.
_OWN_MACROS = (
    "clean_text() latest_text() destroyed() filled() is_total() sums_up() is_name_too()"
    " phone_digits()"
)


class UnplainValuesError(Exception):
    """Values read the fast way that turn out to be written in another."""


class Engine:
    """A DuckDB connection that scans and reduces sales."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    @classmethod
    def start(cls, workspace: Path) -> Engine:
        """Return an engine of its own, which spills to ``workspace``."""
        engine = cls(duckdb.connect())
        for setting in (
            f"memory_limit = '{int(_memory() * _MEMORY_SHARE)}B'",
            f"temp_directory = {text(str(workspace / 'spill'))}",
            "preserve_insertion_order = false",
            "enable_progress_bar = false",
            "autoinstall_known_extensions = false",
            f"disabled_optimizers = '{', '.join(_NOT_FOR_US)}'",
        ):
            engine.connection.execute(f"set {setting}")
        engine.require(_OWN_MACROS)
        states = ", ".join(map(text, STATES))
        engine.connection.execute(f"create type line_states as enum ({states})")
        return engine

    def require(self, sql: str) -> None:
        """Make the macros that an SQL text names, where they are not made yet."""
        self.connection.execute(macros_for(sql))

    def beside(self, schema: str) -> Engine:
        """Return an engine with a schema of its own, in which it makes and first looks for tables.

        What it does not have there it finds among the tables of this engine.
        """
        other = Engine(self.connection.cursor())
        other.connection.execute(f"create schema if not exists {quoted(schema)}")
        other.connection.execute(f"set search_path = {text(f'{quoted(schema)},main')}")
        return other

    def forget(self) -> None:
        """Drop the engine's own schema with all its tables, and close its connection."""
        ((schema,),) = self.rows("select current_schema()")
        self.connection.execute(f"drop schema {quoted(schema)} cascade")
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def ask(self, scans: Sequence[Scan], sql: str) -> list[tuple[Any, ...]]:
        """Answer a question about raw cells; see :class:`repurchase_cli.sales.Scanner`."""
        rows = self.rows(sql.replace("{scan}", union_sql(scans)))
        self.refuse_unclean()
        return rows

    def rows(self, query: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        return self.connection.execute(query, parameters or None).fetchall()

    def text(self, name: str, words: Mapping[str, str] | None = None) -> str:
        """Return one of the SQL texts, ``words`` filling its braces."""
        path = files("repurchase_cli.engines") / "sql" / f"{name}.sql"
        text = path.read_text(encoding="utf-8")
        return text.format(**words) if words else text

    def create(
        self, table: str, name: str, words: Mapping[str, str] | None = None, **parameters: object
    ) -> None:
        """Make a table of one of the SQL texts."""
        query = f"create or replace table {table} as {self.text(name, words)}"
        self.connection.execute(query, parameters or None)

    def view(self, view: str, name: str, words: Mapping[str, str] | None = None) -> None:
        """Make a view of one of the SQL texts."""
        self.connection.execute(f"create or replace view {view} as {self.text(name, words)}")

    def drop(self, table: str, columns: Iterable[str]) -> None:
        """Free columns of a table that have served their purpose."""
        for column in columns:
            self.connection.execute(f"alter table {table} drop column {column}")

    def fill(self, table: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Make a table of rows; ``table`` is its name and columns."""
        name = table.split(" ", 1)[0]
        self.connection.execute(f"create or replace table {table}")
        if rows:
            marks = ", ".join("?" * len(rows[0]))
            self.connection.executemany(f"insert into {name} values ({marks})", rows)

    def refuse_unclean(self) -> None:
        """Raise when a scan has met a record that it could not cut into cells."""
        if not self.rows("select 1 from duckdb_tables() where table_name = 'reject_errors'"):
            return
        found = self.rows(
            "select distinct file_path"
            " from reject_scans join reject_errors using (scan_id, file_id)"
        )
        self.connection.execute("drop table reject_errors; drop table reject_scans")
        if found:
            raise UncleanFilesError(Path(path) for (path,) in found)

    def refuse_unplain(self, plain_ids: Collection[str]) -> None:
        """Raise when ``orders`` holds what the fast way could not read, or ids taken for plain."""
        unread = [
            "state in ('date_unreadable', 'amount_unreadable')",
            *(f"{field} <> '' and not {plain_sql(field, field)}" for field in plain_ids),
        ]
        if self.rows(f"select 1 from orders where {' or '.join(unread)} limit 1"):
            raise UnplainValuesError


@dataclass(frozen=True, slots=True)
class EngineRows:
    """Rows of a query on the engine's connection; see :class:`repurchase_cli.document.Rows`."""

    engine: Engine
    query: str

    def __len__(self) -> int:
        return int(self.engine.rows(f"select count(*) from ({self.query})")[0][0])

    def frame(self) -> pd.DataFrame:
        """Return all rows as a frame."""
        return self.engine.connection.execute(self.query).df()

    def copy(self, path: Path, expressions: Mapping[str, str], options: str) -> None:
        """Write the rows by COPY."""
        copy(self.engine.connection, f"({self.query})", path, expressions, options)


def _memory() -> int:
    """Return the machine's memory in bytes, 4 GiB where it cannot be told."""
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 4 << 30
