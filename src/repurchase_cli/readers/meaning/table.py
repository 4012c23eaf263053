"""The part of a file that the reader looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """The part of a file that the reader looks at: its header and its first records."""

    headers: tuple[str, ...]
    rows: Sequence[Sequence[str]]

    def values(self, column: int) -> list[str]:
        """Return the sample of one column."""
        return [row[column] for row in self.rows if column < len(row)]

    def numbers(self, *columns: int) -> Iterator[tuple[float, ...]]:
        """Yield the rows in which columns hold plain numbers, a blank being zero."""
        for row in self.rows:
            try:
                yield tuple(float(row[i].replace(",", "") or 0) for i in columns)
            except (ValueError, IndexError):
                continue
