"""A header whose columns are known: a field's text and money, and what decides them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar

from repurchase_cli.grammars.money import Mark, is_bare
from repurchase_cli.readers.meaning import money
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.systems import System
from repurchase_cli.values.numbers import Number
from repurchase_cli.values.texts import Cell, First, Text, Value

T = TypeVar("T")


class Off(NamedTuple):
    """What comes off quantity × price: the column, and the whole of which it is a share.

    ``whole`` is 100 for percent, 1 for fractions, 0 for money. ``is_left`` says that the share is
    what is left to pay.
    """

    column: int
    whole: int
    is_left: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A header whose columns are known, with what decides how they are read.

    ``orders`` maps the separator of a date to the order of its parts, ``outside`` are the columns
    of postage and tax that are taken off the amount. ``takes_back`` says that a line with a
    negative quantity pays its amount back, although that is positive. ``order_totals`` says that
    the amount is that of the whole order. ``nobodies`` are ids that are no customer's, ``off`` is
    the discount that comes off quantity × price.
    """

    table: Table
    columns: Columns
    system: System
    wishes: Wishes
    orders: Mapping[str, str]
    file: str
    outside: tuple[int, ...] = ()
    takes_back: bool = False
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

    def accepts(self, law: str) -> bool:
        """Whether the user has settled what a law doubts."""
        return self.wishes.answers.get(law) == "accept"

    def free(self, *fields: str) -> list[int]:
        """Return the columns that a law may look at: those of no field, and those of some.

        A shop system has claimed all columns of its exports: none of them is free.
        """
        if self.system.name:
            return []
        held = {i for f, found in self.columns.fields.items() if f not in fields for i in found}
        return [i for i in range(len(self.table.headers)) if i not in held]

    def header(self, field: str) -> str:
        """Return the name of a field's column."""
        return self.table.headers[self.columns.fields[field][0]]

    def text(self, field: str) -> Value | None:
        """Return a field's text: that of its first column that is not blank."""
        columns = self.columns.fields.get(field, ())
        if len(columns) < 2 or field == "order_time":
            return Cell(columns[0]) if columns else None
        return First(tuple(Text("filled", Cell(i)) for i in columns))

    def values(self, field: str) -> list[str]:
        """Return the sample of a field's column."""
        return self.table.values(self.columns.fields[field][0])

    def number(self, column: int) -> Number:
        """Return how a column of money or numbers is read."""
        return Number(
            column,
            self.decimal(column),
            bare=all(map(is_bare, self.table.values(column))),
            scale=money.scale_of(self.table.headers[column]),
        )

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

    def number_of(self, field: str) -> Value | None:
        """Return how a field of money or numbers is read."""
        columns = self.columns.fields.get(field, ())
        return First(tuple(map(self.number, columns))) if columns else None
