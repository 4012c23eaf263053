"""The embedded engine: DuckDB scans the files and reduces them; nothing here holds all lines.

DuckDB has a memory limit and a private folder to spill to, so that a file larger than memory works.
Queries are the texts in ``sql/``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

import duckdb

from repurchase_cli.cache import Cache
from repurchase_cli.engines.instance import Instance, of_process
from repurchase_cli.engines.keeping import Keeping
from repurchase_cli.engines.relations import Query, Store
from repurchase_cli.engines.scans import union_sql
from repurchase_cli.engines.states import STATES
from repurchase_cli.rows import text
from repurchase_cli.sources import Scan
from repurchase_cli.terms import NO_LIMITS, Limits


class UncleanFilesError(Exception):
    """Files scanned as they lie that turn out to need a copy first."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self.paths = frozenset(paths)
        super().__init__(", ".join(str(path) for path in self.paths))


class Engine:
    """A DuckDB connection that scans and reduces sales."""

    def __init__(
        self, instance: Instance, connection: duckdb.DuckDBPyConnection, workspace: Path
    ) -> None:
        self.instance = instance
        self.connection = connection
        self.workspace = workspace
        self.store = Store(connection, instance.macros)
        self.cache: Cache | None = None

    @classmethod
    def start(
        cls, workspace: Path, limits: Limits = NO_LIMITS, instance: Instance | None = None
    ) -> Self:
        """Return an engine with a database of its own, in the process's DuckDB or another."""
        instance = instance or of_process()
        engine = cls(instance, instance.attach(limits.memory, limits.threads), workspace)
        states = ", ".join(map(text, STATES))
        engine.connection.execute(f"create type line_states as enum ({states})")
        return engine

    def keep(self, files: Sequence[Path], workspace: Path) -> None:
        """Let what is made of files be kept for the next run, and what is kept of them be used."""
        self.store.keeping = Keeping.of(self.cache, self.connection, files, workspace)

    def execute(self, sql: str) -> duckdb.DuckDBPyConnection:
        """Run an SQL text, with the macros that it names."""
        self.store.macros.require(sql)
        return self.connection.execute(sql)

    @contextmanager
    def in_file_order(self) -> Iterator[None]:
        """Let scans count records, which must come in the order of the file."""
        self.connection.execute("set preserve_insertion_order = true")
        try:
            yield
        finally:
            self.connection.execute("set preserve_insertion_order = false")

    def records_path(self) -> Path:
        """Return the path of a new file for records that stand apart."""
        return self.workspace / f"odd{self.store.number()}.csv"

    def share(self) -> float | None:
        """Return how much of the query that runs is done, 0 to 1; None while it cannot be told."""
        try:
            per_cent: float = self.connection.query_progress()
        except duckdb.Error:  # closed meanwhile: this is asked from another thread
            return None
        return None if per_cent < 0 else per_cent / 100

    def close(self) -> None:
        """Close the connection, and forget its database."""
        self.instance.detach(self.connection)

    def ask(self, scans: Sequence[Scan], sql: str) -> list[tuple[Any, ...]]:
        """Answer a question about raw cells; see :class:`repurchase_cli.sources.Scanner`."""
        query = sql.replace("{scan}", union_sql(scans))

        def ask() -> list[tuple[Any, ...]]:
            rows = self.rows(query)
            self.refuse_unclean()
            return rows

        paths = [path for scan in scans for path in scan.paths]
        return self.store.answer(self.store.digest_of_files(query, paths), ask)

    def rows(self, query: str, **parameters: object) -> list[tuple[Any, ...]]:
        """Return the rows of a query."""
        self.store.macros.require(query)
        return self.connection.execute(query, parameters or None).fetchall()

    def create(self, table: str, query: Query) -> None:
        """Make a table under a name of its own, which may be changed and made anew."""
        self.execute(f"create or replace table {table} as {query.sql}")

    def refuse_unclean(self) -> dict[str, list[str]]:
        """Raise when a scan has met a record that it could not cut into cells.

        Returns the records that it could not type, as they stand, by the path of their file.
        """
        try:
            found = self.rows(
                "select file_path, bool_or(error_type <> 'CAST'), any_value(csv_line)"
                " from reject_scans join reject_errors using (scan_id, file_id)"
                " group by file_path, line_byte_position"
            )
        except duckdb.CatalogException:  # no scan since has looked for any
            return {}
        self.connection.execute("drop table reject_errors; drop table reject_scans")
        if unclean := {path for path, is_unclean, _ in found if is_unclean}:
            raise UncleanFilesError(map(Path, unclean))
        records: dict[str, list[str]] = {}
        for path, _, record in found:
            records.setdefault(path, []).append(record.strip("\r\n"))
        return records
