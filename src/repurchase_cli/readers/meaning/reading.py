"""A header whose columns are known: the SQL of a field's text and money, and what decides it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from repurchase_cli.grammars.money import Mark, is_bare, reader
from repurchase_cli.readers.meaning import money
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.systems import System

T = TypeVar("T")


class Off(NamedTuple):
    """What comes off quantity × price: the column, and the whole of which it is a share.

    ``whole`` is 100 for percent, 1 for fractions, 0 for money.
    """

    column: int
    whole: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A header whose columns are known, with what decides how they are read.

    ``orders`` maps the separator of a date to the order of its parts, ``outside`` are the columns
    of postage and tax that are taken off the amount. ``takes_back`` says that a line with a
    negative quantity pays its amount back, although that is positive. ``careful`` expects any way
    of writing ids, dates and money, not only those that the sample shows. ``order_totals`` says
    that the amount is that of the whole order. ``nobodies`` are ids that are no customer's,
    ``off`` is the discount that comes off quantity × price.
    """

    table: Table
    columns: Columns
    system: System | None
    wishes: Wishes
    orders: Mapping[str, str]
    file: str
    outside: tuple[int, ...] = ()
    takes_back: bool = False
    careful: bool = False
    order_totals: bool = False
    nobodies: tuple[str, ...] = ()
    off: Off | None = None
    _facts: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, name: str, work: Callable[[Reading], T]) -> T:
        """Return what is worked out of the columns, the first time it is asked for."""
        if name not in self._facts:
            self._facts[name] = work(self)
        result: T = self._facts[name]
        return result

    def header(self, field: str) -> str:
        """Return the name of a field's column."""
        return self.table.headers[self.columns.fields[field][0]]

    def at(self, field: str) -> str | None:
        """Return the SQL of a field's text: of its first column that is not blank."""
        found = self.columns.fields.get(field, ())
        if len(found) < 2 or field == "order_time":
            return f"c{found[0]}" if found else None
        filled = ", ".join(f"filled(c{i})" for i in found)
        return f"coalesce({filled})"

    def values(self, field: str) -> list[str]:
        """Return the sample of a field's column."""
        return self.table.values(self.columns.fields[field][0])

    def money(self, column: int) -> str:
        """Return the SQL that reads a column of money or numbers."""
        bare = not self.careful and all(map(is_bare, self.table.values(column)))
        number = reader(f"c{column}", self.decimal(column), bare=bare)
        scale = money.scale_of(self.table.headers[column])
        return number + (f" * {scale}" if scale else "")

    def decimal(self, column: int) -> Mark:
        """Return the decimal mark of a column of money or numbers."""

        def mark(reading: Reading) -> Mark:
            return money.decimal_mark(
                reading.table.values(column),
                header=reading.table.headers[column],
                file=reading.file,
                decimal=reading.wishes.decimal,
                others=reading.columns.money_samples(reading.table, column),
            )

        return self.once(f"decimal mark of {column}", mark)

    def part(self, column: int) -> str:
        """Return the SQL of money that is a part of another amount, zero where there is none."""
        return f"coalesce({self.money(column)}, 0)"

    def money_of(self, field: str) -> str | None:
        """Return the SQL that reads a field of money or numbers."""
        found = self.columns.fields.get(field, ())
        if not found:
            return None
        read = [self.money(i) for i in found]
        return read[0] if len(read) == 1 else f"coalesce({', '.join(read)})"
