"""Amounts of a sample as a chain: what leads from which to which, by equations.

``total − discount = amount due`` leads from the total to what was due, ``net + tax = total`` from
the net to the total. Names that nobody knows are nodes of the chain like any other. Rows that a
word of their state or kind takes out are left out: of a cancelled order nothing was due.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from repurchase_cli.readers.meaning import money
from repurchase_cli.readers.meaning.dates import share_of_dates
from repurchase_cli.readers.meaning.equations import (
    Amounts,
    Column,
    Equation,
    cell,
    numbers_of,
    product,
    scaled,
    shares,
    summed,
    whole_of,
)
from repurchase_cli.readers.meaning.evidence import CLEARLY, ENOUGH
from repurchase_cli.readers.meaning.parts import is_percent, part_of
from repurchase_cli.readers.meaning.sold_rows import sold_rows
from repurchase_cli.readers.meaning.table import Table

Fields = Mapping[str, tuple[int, ...]]
#: Stands for quantity × price among the positions of columns.
PRODUCT = -1

#: Fields whose columns are never what was paid, but may lie between two amounts.
_PARTS = ("discount", "refund", "coupon_amount", "cost", "coupon")
#: Rows that arithmetic is tried on; of a longer sample as many, spread over it.
_ROWS = 600
#: Points, of which only a discount by them is money.
_POINTS = re.compile(r"\bpoints?\b|积分|ポイント|punkte|puntos|баллы", re.IGNORECASE)
#: Names of numbers that are no money: ids, counts, codes, days.
_NO_MONEY = re.compile(
    r"\b(id|no|nr|number|code|year|month|day|week|hour|zip|postcode|age|qty|count|rank|index|phone|tel|mobile|lat|lon|weight|rate|percent|score|stock|left|remaining|kcal|inventory|units|pieces)\b"
    r"|_id$|_no$|%|号|码|电话|手机|邮编|数量|件数|年|月|日期|率|库存|余量|序|重量|plz|menge|anzahl",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Chain:
    """Amounts of a sample, those that names tell, and what leads from which to which.

    ``sums`` are those that the lines of an order add up to, ``orders`` the order of each row where
    ids tell it, ``price`` is the column of prices unless the user says which it is.
    """

    amounts: Amounts
    named: Mapping[int, tuple[int, str]]
    steps: Mapping[tuple[int, int], Equation]
    sums: Collection[int] = ()
    orders: Sequence[str] = ()
    price: int = -1

    def of_whole_orders(self, column: int) -> Column | None:
        """Return an amount by order, None unless it is the same on all lines of those of several.

        Where few orders have several lines, or all amounts are alike, that says nothing.
        """
        lines = Counter(self.orders)
        values = self.amounts.columns[column]
        by_order, sums = summed({column: values}, self.orders) if self.orders else ({}, {column})
        rows = zip(self.orders, values, strict=True) if self.orders else ()
        alike = {value for order, value in rows if order and value and lines[order] > 1}
        return None if column in sums or len(alike) < ENOUGH else by_order[column]

    def end_of(self, start: int) -> tuple[int, tuple[Equation, ...]]:
        """Return where a chain ends that begins with an amount, and what led there."""
        way: list[Equation] = []
        seen = {start}
        while True:
            onward = [(end, eq) for (s, end), eq in self.steps.items() if s == start]
            onward = [(end, eq) for end, eq in onward if end not in seen]
            if not onward:
                return start, tuple(way)
            start, equation = min(onward, key=lambda step: self._order(step[0]))
            seen.add(start)
            way.append(equation)

    def leads_to(self, column: int, part: str) -> bool:
        """Whether an equation leads to an amount by a kind of part."""
        parts = self.amounts.parts
        return any(
            end == column and any(parts[i].name == part for i in equation.parts)
            for (_, end), equation in self.steps.items()
        )

    def ends(self) -> list[int]:
        """Return the amounts to which something leads and from which nothing leads on."""
        starts, ends = ({pair[k] for pair in self.steps} for k in (0, 1))
        return sorted(ends - starts)

    def _order(self, column: int) -> tuple[int, int]:
        rank, _ = self.named.get(column, (99, ""))
        return (-sum(s == column for s, _ in self.steps), rank)

    def header(self, column: int) -> str:
        """Return the name of an amount."""
        return self.amounts.headers[column]

    def words(self, equation: Equation) -> str:
        """Return an equation in words."""
        parts = "".join(
            f" {'+' if sign > 0 else '−'} {self.header(i)}"
            for sign, i in zip(equation.signs, equation.parts, strict=True)
        )
        return f"{self.header(equation.start)}{parts} = {self.header(equation.end)}"


def chain_of(
    table: Table,
    fields: Fields,
    taken: set[int],
    named: Mapping[int, tuple[int, str]],
    *,
    by_order: bool = False,
) -> Chain:
    """Return the amounts of a sample and what leads from one to another.

    ``by_order`` adds up the lines of each order first.

    Parameters
    ----------
    fields
        Columns that names have given a field already.
    taken
        Columns that the user or a shop system has given one.
    named
        Columns that may be the amount by their names, with rank and level.
    """
    parts = {i for field in _PARTS for i in fields.get(field, ())}
    others = {i for field, columns in fields.items() if field not in _PARTS for i in columns}
    may_be = [
        i
        for i, header in enumerate(table.headers)
        if i in named
        or (
            not (i in others or i in taken - parts or _is_no_money(header))
            and share_of_dates(table.values(i)) < CLEARLY
        )
    ]
    sums: set[int] = set()
    sold = sold_rows(table, fields)
    step = 1 if by_order else max(1, len(sold) // _ROWS)
    rows = sold[: _ROWS * step : step]
    factors = [fields[f][0] for f in ("quantity", "unit_price") if f in fields]
    columns = sorted({*may_be, *factors})
    read, places = numbers_of(rows, columns, {i: money.mark_of(table, i) for i in columns}, named)
    read = {i: scaled(numbers, money.scale_of(table.headers[i])) for i, numbers in read.items()}
    headers = dict(enumerate(table.headers))
    if len(factors) == 2 and read.keys() >= {*factors}:
        headers[PRODUCT] = " × ".join(headers[i] for i in factors)
        read[PRODUCT] = product(read[factors[0]], read[factors[1]])
    read = {i: numbers for i, numbers in read.items() if i not in factors or i in named}
    if by_order:
        order = fields["order_id"][0]
        read, sums = summed(read, [cell(rows[k], order) for k in places])
        headers |= {i: f"Σ {headers[i]}" for i in sums}
    percents = {} if by_order else _percents(table, [rows[k] for k in places])
    amounts = Amounts(headers, read, frozenset(named), percents)
    keys = [] if by_order or "order_id" not in fields else fields["order_id"]
    orders = [cell(rows[k], keys[0]) for k in places] if keys else []
    price = factors[1] if PRODUCT in read and factors[1] not in taken else -1
    return Chain(amounts, named, _steps(amounts), sums, orders, price)


def _percents(table: Table, rows: Sequence[Sequence[str]]) -> dict[int, list[int | None]]:
    """Return the columns that hold shares of an amount, in percent, of some of the rows."""
    found: dict[int, list[int | None]] = {}
    for i, header in enumerate(table.headers):
        if part_of(header) and is_percent(header, table.values(i)):
            scale = 100 // whole_of(shares(table, i))
            read = shares(table, i, rows)
            found[i] = [None if value is None else value * scale for value in read]
    return found


def _is_no_money(header: str) -> bool:
    words = f"{header} {header.replace('_', ' ')}"
    if _POINTS.search(words) and part_of(header) is None:
        return True
    return bool(_NO_MONEY.search(header) or _NO_MONEY.search(header.replace("_", " ")))


def _steps(amounts: Amounts) -> dict[tuple[int, int], Equation]:
    """Return the equations between amounts, each from where to where it leads."""
    nodes = [i for i in amounts.columns if i not in amounts.parts]
    steps: dict[tuple[int, int], Equation] = {}
    for start in nodes:
        for end in nodes:
            if start != end and any(amounts.columns[end]):
                for equation in amounts.between(start, end):
                    steps[(start, end) if equation.forward else (end, start)] = equation
    return steps
