"""Arithmetic among the amounts of a sample: which column comes to which other, and by what.

``total − discount = amount due`` shows more than any name: that what was due is nearer to what the
customer paid than the total is. An equation counts when it holds in nearly all rows and its parts
are not all zero.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import combinations
from typing import Literal

from repurchase_cli.grammars.money import Mark, is_bare, number
from repurchase_cli.readers.meaning.evidence import ALL_BUT_ROUNDING, CLEARLY
from repurchase_cli.readers.meaning.money import mark_of
from repurchase_cli.readers.meaning.parts import part_of
from repurchase_cli.readers.meaning.table import Table

#: Units of an amount to a whole one: exact for as many decimals as money is read with.
UNITS = 1_000_000
#: What taxes and shares may be off by rounding, in units: a cent.
CENT = UNITS // 100
_MOST_PARTS = 6
_MOST_COLUMNS = 14
_SCREENED = 40
#: What is longer is no money, and may be more than a float holds.
_LONGEST = 40

Column = Sequence[int | None]


@dataclass(frozen=True, slots=True)
class Equation:
    """``start`` with ``parts`` comes to ``end``: positions of columns.

    ``signs`` are those by which the parts come to the start. It holds in ``rows`` of ``of`` rows.
    ``forward`` says whether the end is nearer to what was paid.
    """

    start: int
    parts: tuple[int, ...]
    signs: tuple[int, ...]
    end: int
    rows: int
    of: int
    forward: bool = True


class Amounts:
    """The columns of money of a sample, as whole numbers of millionths.

    Parameters
    ----------
    headers
        Names of the columns by position.
    columns
        Position → values, None where there is none.
    named
        Columns that are an amount by their names, and so no part between two amounts.
    percents
        Position → values of columns that hold shares of an amount, in percent.
    """

    def __init__(
        self,
        headers: Mapping[int, str],
        columns: Mapping[int, Column],
        named: Collection[int],
        percents: Mapping[int, Column],
    ) -> None:
        self.percents = percents
        self.headers = headers
        self.columns = columns
        parts = {i: part_of(headers[i]) for i in columns if i not in named and any(columns[i])}
        #: The columns that are a part between two amounts, by their names.
        self.parts = {i: part for i, part in parts.items() if part is not None}

    def sum_of(self, column: int) -> int:
        """Return the sum of a column."""
        return sum(value or 0 for value in self.columns[column])

    def between(self, start: int, end: int) -> Iterator[Equation]:
        """Yield equations that lead from one amount to another by parts that names tell."""
        for forward in (True, False):
            usable = [
                i
                for i, part in self.parts.items()
                if part.forward == forward and i not in (start, end)
            ][:_MOST_PARTS]
            for size in range(1, len(usable) + 1):
                for parts in combinations(usable, size):
                    signs = tuple(self.parts[i].sign for i in parts)
                    if found := self._holds(start, parts, signs, end):
                        yield replace(found, forward=forward)
                        return
        for column in self.percents:
            if found := self._holds_in_percent(start, column, end):
                yield found

    def unnamed(self, start: int, part: int, end: int) -> Equation | None:
        """Return the equation by which one column lies between two others, if it does."""
        return self._holds(start, (part,), (-1,), end) or self._holds(start, (part,), (1,), end)

    def _holds_in_percent(self, start: int, column: int, end: int) -> Equation | None:
        """Return the equation by which a share comes off an amount, or onto it, if it does."""
        part = part_of(self.headers[column])
        if part is None or not part.forward:
            return None
        whole = 100 * UNITS
        columns = zip(self.columns[start], self.percents[column], self.columns[end], strict=True)
        rows = [(a, p or 0, b) for a, p, b in columns if a is not None and b is not None]
        hits = sum(abs(a + a * part.sign * abs(p) // whole - b) <= CENT for a, p, b in rows)
        if not any(p for _, p, _ in rows) or hits < ALL_BUT_ROUNDING * len(rows):
            return None
        return Equation(start, (column,), (part.sign,), end, hits, len(rows))

    def _holds(
        self, start: int, parts: Sequence[int], signs: Sequence[int], end: int
    ) -> Equation | None:
        """Return an equation if it holds in nearly all rows and each part matters in some."""
        given = [self._as_given(i) for i in parts]
        columns = [self.columns[start], *given, self.columns[end]]
        rows = [
            row for row in zip(*columns, strict=True) if row[0] is not None and row[-1] is not None
        ]
        for some in (rows[:_SCREENED], rows):
            hits = sum(_adds_up(row, signs) for row in some)
            if not some or hits < ALL_BUT_ROUNDING * len(some):
                return None
        if not all(any(row[k] for row in rows) for k in range(1, len(parts) + 1)):
            return None
        return Equation(start, tuple(parts), tuple(signs), end, hits, len(rows))

    def _as_given(self, part: int) -> Column:
        """Return a part as a number above zero, however its column writes it."""
        column = self.columns[part]
        if self.sum_of(part) >= 0:
            return column
        return [None if value is None else -value for value in column]


def _adds_up(row: Sequence[int | None], signs: Sequence[int]) -> bool:
    """Whether a start and its parts come to the end, whatever the sign that parts are given with.

    Of an amount that is paid back the parts go back too.
    """
    start, *parts, end = (value or 0 for value in row)
    way = -1 if start < 0 or (start == 0 and end < 0) else 1
    plain = start + sum(sign * part for sign, part in zip(signs, parts, strict=True))
    whole = start + way * sum(sign * abs(part) for sign, part in zip(signs, parts, strict=True))
    return abs(plain - end) <= CENT or abs(whole - end) <= CENT


def product(column: Column, other: Column) -> Column:
    """Return the products of two columns."""
    pairs = zip(column, other, strict=True)
    return [None if a is None or b is None else a * b // UNITS for a, b in pairs]


def scaled(column: Column, scale: str) -> Column:
    """Return the numbers of a column of cents, or of thousands, in whole units of money."""
    if not scale:
        return column
    return [None if value is None else int(value * Decimal(scale)) for value in column]


def numbers_of(
    rows: Sequence[Sequence[str]],
    columns: Sequence[int],
    marks: Mapping[int, Mark],
    named: Collection[int],
) -> tuple[dict[int, Column], list[int]]:
    """Return those of some columns that hold numbers, or are amounts by their names, and the rows.

    Rows in which a filled cell is no number are left out: a header again, a row of totals.
    """
    numbers = {i: [_units(cell(row, i), marks[i]) for row in rows] for i in columns}
    filled = {i: [bool(cell(row, i)) for row in rows] for i in columns}
    money = [i for i in columns if _is_number(numbers[i], filled[i])][:_MOST_COLUMNS]
    whole = [
        k
        for k in range(len(rows))
        if all(numbers[i][k] is not None or not filled[i][k] for i in money)
    ]
    kept = sorted({*money, *(i for i in named if i in numbers)})
    return {i: [numbers[i][k] for k in whole] for i in kept}, whole


def summed(
    columns: Mapping[int, Column], keys: Sequence[str]
) -> tuple[dict[int, Column], set[int]]:
    """Return the columns by order, and those of them that are sums of an order's lines.

    ``keys`` are the orders of the rows. A column that is the same on all lines of each order, or
    stands on one of them alone, is the order's own.
    """
    places: dict[str, list[int]] = {}
    for k, key in enumerate(keys):
        places.setdefault(key, []).append(k)
    orders = list(places.values())
    sums = {i for i, column in columns.items() if not all(_is_own(column, o) for o in orders)}
    by_order: dict[int, Column] = {
        i: [
            _sum(column, order)
            if i in sums
            else next((column[k] for k in order if column[k] is not None), None)
            for order in orders
        ]
        for i, column in columns.items()
    }
    return by_order, sums


def _is_own(column: Column, order: Sequence[int]) -> bool:
    return len({column[k] for k in order} - {None}) <= 1


def _sum(column: Column, order: Sequence[int]) -> int | None:
    filled = [value for k in order if (value := column[k]) is not None]
    return sum(filled) if filled else None


def _is_number(numbers: Column, filled: Sequence[bool]) -> bool:
    """Whether a column holds numbers where it is filled, but for a few labels."""
    count = sum(filled)
    read = sum(value is not None for value in numbers)
    return count > 0 and read >= CLEARLY * count


def shares(
    table: Table, column: int, rows: Sequence[Sequence[str]] | None = None
) -> list[int | None]:
    """Return the numbers of a column of shares, with or without the sign for percent.

    Those of some ``rows`` of the table, or of all.
    """
    mark = mark_of(table, column)
    some = table.rows if rows is None else rows
    cells = (cell(row, column).removesuffix("%").strip() for row in some)
    return [_units(value, mark) for value in cells]


def whole_of(column: Column) -> Literal[1, 100]:
    """Return of which whole a column holds shares: 1 for fractions, else 100."""
    return 1 if all(abs(value) <= UNITS for value in column if value) else 100


def cell(row: Sequence[str], column: int) -> str:
    """Return a cell of a row, blank where the row is too short."""
    return row[column].strip() if column < len(row) else ""


@lru_cache(maxsize=1 << 14)
def _units(value: str, mark: Mark) -> int | None:
    """Return a number in millionths."""
    if not 0 < len(value) <= _LONGEST:
        return None
    if mark == "point" and is_bare(value):
        return round(float(value) * UNITS)  # exact for what money comes to
    read = number(value, mark)
    return None if read is None else int(read * UNITS)
