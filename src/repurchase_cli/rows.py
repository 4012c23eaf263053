"""Rows held in a pandas frame, and how rows of any kind are written by DuckDB's COPY."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pandas as pd


_PLACE = "place in the frame"


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
        with _database().cursor() as connection:
            numbered = self.rows.assign(**{_PLACE: range(len(self.rows))})
            connection.register("frame_", numbered)
            copy(connection, "frame_", path, expressions, options, (_PLACE,))


@dataclass(frozen=True, slots=True)
class FewRows:
    """The few rows of an answer as tuples, each with a value per column."""

    columns: Sequence[str]
    rows: Sequence[tuple[object, ...]]

    def __len__(self) -> int:
        return len(self.rows)

    def frame(self) -> pd.DataFrame:
        """Return the rows as a frame."""
        import pandas as pd  # noqa: PLC0415 - only when something reads them

        return pd.DataFrame(self.rows, columns=list(self.columns))

    def copy(self, path: Path, expressions: Mapping[str, str], options: str) -> None:
        """Write the rows by COPY; see :class:`repurchase_cli.document.Rows`."""
        FrameRows(self.frame()).copy(path, expressions, options)


@cache
def _database() -> duckdb.DuckDBPyConnection:
    """Return an empty database: to make one costs more than to write a small table."""
    import duckdb  # noqa: PLC0415 - only when a table is written

    return duckdb.connect()


def copy(
    connection: duckdb.DuckDBPyConnection,
    relation: str,
    path: Path,
    expressions: Mapping[str, str],
    options: str,
    order: Sequence[str],
) -> None:
    """COPY a relation to a file, each column by its expression, ordered by some of its columns."""
    columns = ", ".join(f"{sql} as {quoted(name)}" for name, sql in expressions.items())
    query = sorted_by(f"select {columns} from {relation} rows_", order)
    connection.execute(f"copy ({query}) to {text(str(path))} ({options})")


def sorted_by(query: str, order: Sequence[str]) -> str:
    """Return a query over ``rows_`` in the order of some of its columns, as they stand there."""
    return f"{query} order by {', '.join(f'rows_.{quoted(name)}' for name in order)}"


def quoted(name: str) -> str:
    """Return a name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def text(value: str) -> str:
    """Return a string as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"
