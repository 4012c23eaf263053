"""The part of a file that the reader looks at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from repurchase_cli.grammars.texts import word

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Table:
    """The part of a file that the reader looks at: its header and a sample of its records.

    What is known of a column is worked out once and kept.
    """

    headers: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    _facts: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, name: object, work: Callable[[], T]) -> T:
        """Return what is worked out of the sample, the first time it is asked for."""
        if name not in self._facts:
            self._facts[name] = work()
        fact: T = self._facts[name]
        return fact

    def words(self, column: int) -> Counter[str]:
        """Return the words of a column, folded as words compare, each with its number of rows."""
        return self.once(("words", column), lambda: Counter(map(word, self.values(column))))

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
