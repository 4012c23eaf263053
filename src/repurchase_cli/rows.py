"""Rows held in a pandas frame, and how rows of any kind are written by DuckDB's COPY."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pandas as pd


@dataclass(frozen=True, slots=True)
class FrameRows:
    """Rows of a frame, written by DuckDB like those that the engine holds."""

    rows: pd.DataFrame

    def __len__(self) -> int:
        return len(self.rows)

    def frame(self) -> pd.DataFrame:
        """Return the frame itself."""
        return self.rows

    def copy(self, path: Path, expressions: Mapping[str, str], options: str) -> None:
        """Write the rows by COPY; see :class:`repurchase_cli.document.Rows`."""
        import duckdb  # noqa: PLC0415 - only when a table is written

        with duckdb.connect() as connection:
            connection.register("rows_", self.rows)
            copy(connection, "rows_", path, expressions, options)


def copy(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    path: Path,
    expressions: Mapping[str, str],
    options: str,
) -> None:
    """COPY a relation to a file, each column by its expression, in the relation's order."""
    columns = ", ".join(f"{sql} as {quoted(name)}" for name, sql in expressions.items())
    connection.execute(f"copy (select {columns} from {relation}) to {text(str(path))} ({options})")


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a string as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"
