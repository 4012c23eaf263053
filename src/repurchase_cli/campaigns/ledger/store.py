"""What a ledger stands in: a few operations, the same for a file and for a server."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from repurchase_cli.databases.address import Address

#: A SQLite file, or a database of PostgreSQL.
Place = Path | Address
Row = tuple[Any, ...]


class Store(Protocol):
    """An open ledger in a transaction. In texts of SQL ``:word`` stands for a value.

    Attributes
    ----------
    name
        Where it is, for messages.
    failures
        What is raised when it cannot be written just now.
    """

    name: str
    failures: tuple[type[Exception], ...]

    def rows(self, text: str, **words: object) -> list[Row]:
        """Return the rows of a query, none for a statement that has no rows."""

    def chunks(self, text: str, **words: object) -> Iterator[Sequence[Row]]:
        """Yield the rows of a query, some thousand at once."""

    def insert(self, table: str, columns: Sequence[str], rows: Iterable[Row]) -> None:
        """Add rows to a table."""

    def members(self, word: str) -> str:
        """Return the SQL of the texts of a JSON list, for ``in (…)``."""

    def commit(self) -> None:
        """Make what was done since the last time last."""

    def salt(self, *, make: bool) -> bytes:
        """Return the secret of codes and control arms; empty where there is none to be made."""
