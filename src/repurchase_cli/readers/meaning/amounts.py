"""Which column is what the customer paid: the end of the chain of amounts.

Names say where to begin, arithmetic where the chain ends: ``total − discount = amount due`` leads
from the total to what was due, ``net + tax = total`` from the net to the total. Names that nobody
knows are nodes of the chain like any other. Where no part between two amounts has a name, either
may be the end, and the user decides.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from repurchase_cli.readers.meaning import money
from repurchase_cli.readers.meaning.equations import (
    Amounts,
    Equation,
    cell,
    numbers_of,
    product,
    shares,
    summed,
    whole_of,
)
from repurchase_cli.readers.meaning.evidence import HALF, MATTERS, SAME_MONEY, SHOWN_AMOUNTS, SOME
from repurchase_cli.readers.meaning.parts import is_percent, part_of
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.sales import Decision

Fields = Mapping[str, tuple[int, ...]]
#: Stands for quantity × price among the positions of columns.
PRODUCT = -1

#: Fields whose columns are never what was paid, but may lie between two amounts.
_PARTS = ("discount", "refund", "coupon_amount", "cost", "coupon")
#: Rows that arithmetic is tried on; of a longer sample as many, spread over it.
_ROWS = 600
#: Names that stand against arithmetic of which nobody knows the parts.
_STRONG = re.compile(
    r"\bpaid\b|\bdue\b|payable|grand|collected|incl|gross|实付|实收|实际|已付|支付|付款|应付|应收|實付|實收|含税|價稅|价税|brutto|bezahl|zahl|\bttc\b|pay[ée]|paga[dt]|支払|請求|税込|결제|оплач|zapłac",
    re.IGNORECASE,
)
#: Names of numbers that are no money: ids, counts, codes, days.
_NO_MONEY = re.compile(
    r"\b(id|no|nr|number|code|year|month|day|week|hour|zip|postcode|age|qty|count|rank|index|phone|tel|mobile|lat|lon|weight|rate|percent|points?|score|stock|left|remaining|kcal|inventory|units|pieces)\b"
    r"|_id$|_no$|%|号|码|电话|手机|邮编|数量|件数|年|月|日期|积分|率|库存|余量|序|重量|plz|menge|anzahl",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Amount:
    """The column of the amount, what its name promises, and what was decided about it."""

    column: int
    level: str
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class Chain:
    """Amounts of a sample, those that names tell, and what leads from which to which.

    ``sums`` are those that the lines of an order add up to.
    """

    amounts: Amounts
    named: Mapping[int, tuple[int, str]]
    steps: Mapping[tuple[int, int], Equation]
    sums: Collection[int] = ()

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
        if i in named or not (i in others or i in taken - parts or _is_no_money(header))
    ]
    sums: set[int] = set()
    step = 1 if by_order else max(1, len(table.rows) // _ROWS)
    rows = table.rows[: _ROWS * step : step]
    factors = [fields[f][0] for f in ("quantity", "unit_price") if f in fields]
    columns = sorted({*may_be, *factors})
    read, places = numbers_of(rows, columns, {i: money.mark_of(table, i) for i in columns}, named)
    headers = dict(enumerate(table.headers))
    if len(factors) == 2 and read.keys() >= {*factors}:
        headers[PRODUCT] = " × ".join(headers[i] for i in factors)
        read[PRODUCT] = product(read[factors[0]], read[factors[1]])
    read = {i: numbers for i, numbers in read.items() if i not in factors or i in named}
    if by_order:
        order = fields["order_id"][0]
        read, sums = summed(read, [cell(rows[k], order) for k in places])
        headers |= {i: f"Σ {headers[i]}" for i in sums}
    percents = {} if by_order else _percents(table, places, step)
    amounts = Amounts(headers, read, frozenset(named), percents)
    return Chain(amounts, named, _steps(amounts), sums)


def _percents(table: Table, places: Sequence[int], step: int) -> dict[int, list[int | None]]:
    """Return the columns that hold shares of an amount, in percent, of some of the rows."""
    found: dict[int, list[int | None]] = {}
    for i, header in enumerate(table.headers):
        if part_of(header) and is_percent(header, table.values(i)):
            read = shares(table, i)
            scale = 100 // whole_of(read)
            found[i] = [
                None if (value := read[k * step]) is None else value * scale for k in places
            ]
    return found


def _is_no_money(header: str) -> bool:
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


def choose(chain: Chain, *, file: str) -> Amount | None:
    """Return the amount that the customer paid, None where the file has none.

    Raises
    ------
    QuestionError
        When two amounts may be it that come to different money.
    """
    starts = _starts(chain)
    if not starts:
        return _unnamed_end(chain)
    ends = {start: chain.end_of(start) for start in starts}
    different = _different(chain, [end for end, _ in ends.values()])
    if len(different) > 1:
        raise _question(chain, different, file)
    end, way = ends[starts[0]]
    if end == PRODUCT:
        return None
    _refuse_even(chain, end, file)
    _refuse_lower(chain, end, file)
    level = chain.named.get(end, chain.named.get(starts[0], (0, "either")))[1]
    return Amount(end, level, _decisions(chain, end, way))


def of_orders(chain: Chain, line: Amount | None) -> Amount | None:
    """Return the amount of orders to which the sum of their lines leads, if it leads anywhere."""
    if line is None or line.column not in chain.sums:
        return None
    end, way = chain.end_of(line.column)
    if not way or end in chain.sums:
        return None
    return Amount(end, "order", _decisions(chain, end, way))


def _starts(chain: Chain) -> list[int]:
    """Return the amounts of the best rank of names; quantity × price where there is none."""
    named = {i: claim for i, claim in chain.named.items() if i in chain.amounts.columns}
    if not named:
        return [PRODUCT] if PRODUCT in chain.amounts.columns else []
    best = min(rank for rank, _ in named.values())
    found = [i for i, (rank, _) in named.items() if rank == best]
    if {named[i][1] for i in found} == {"line", "order"}:
        found = [i for i in found if named[i][1] == "order"]
    return found


def _unnamed_end(chain: Chain) -> Amount | None:
    """Return the one end of the chain of a file in which no name tells the amount."""
    ends = _different(chain, chain.ends())
    if len(ends) != 1:
        return None
    way = [eq for (_, end), eq in chain.steps.items() if end == ends[0]]
    return Amount(ends[0], "either", _decisions(chain, ends[0], way[:1]))


def _different(chain: Chain, columns: Sequence[int]) -> list[int]:
    """Return columns without those that hold the same numbers as one before."""
    found: dict[int, int] = {}
    for i in columns:
        of = chain.amounts.columns[i]
        near = (k for k in found.values() if _are_near(of, chain.amounts.columns[k]))
        found.setdefault(next(near, i), i)
    return list(found.values())


def _are_near(one: Sequence[int | None], other: Sequence[int | None]) -> bool:
    """Whether two columns come to the same money, but for a cent here and there."""
    pairs = [(a or 0, b or 0) for a, b in zip(one, other, strict=True)]
    apart = sum(abs(a - b) for a, b in pairs)
    return apart <= SAME_MONEY * sum(abs(a) for a, _ in pairs)


def _refuse_even(chain: Chain, end: int, file: str) -> None:
    """Raise when an amount is what two others come to whose names nobody knows.

    Either may be what was paid of it, or the one of them lie in the other.
    """
    if _STRONG.search(chain.header(end)):
        return
    amounts = chain.amounts
    unknown = [
        i
        for i in amounts.columns
        if i not in (end, PRODUCT) and i not in amounts.parts and i not in chain.named
    ]
    payments = [i for i, part in amounts.parts.items() if part.name == "payment" and i != end]
    for k, one in enumerate(unknown):
        larger_payments = [i for i in payments if amounts.sum_of(i) > amounts.sum_of(one)]
        for other in (*unknown[k + 1 :], *larger_payments):
            shares = sorted((amounts.sum_of(one), amounts.sum_of(other)))
            if shares[0] > MATTERS * abs(amounts.sum_of(end)) and amounts.unnamed(end, one, other):
                larger = one if amounts.sum_of(one) >= amounts.sum_of(other) else other
                raise _question(chain, [end, larger, one if larger == other else other], file)


def _refuse_lower(chain: Chain, end: int, file: str) -> None:
    """Raise when another amount is the same in many rows, lower in others, and never higher."""
    amounts = chain.amounts
    steps = [pair for pair in chain.steps if end in pair and PRODUCT not in pair]
    if steps or _STRONG.search(chain.header(end)):
        return
    for other, column in amounts.columns.items():
        part = amounts.parts.get(other)
        if other in (end, PRODUCT, *chain.named) or (part and part.name != "discount"):
            continue
        rows = [(a, b) for a, b in zip(amounts.columns[end], column, strict=True) if a and b]
        alike = sum(a == b for a, b in rows)
        lower = all(HALF * a < b <= a for a, b in rows)
        if lower and SOME * len(amounts.columns[end]) <= alike < len(rows):
            raise _question(chain, [end, other], file)


def _question(chain: Chain, columns: Sequence[int], file: str) -> QuestionError:
    """Return the question which of some columns is what was paid."""
    names = " and ".join(repr(chain.header(i)) for i in columns[:2])
    return QuestionError(
        f"both {names} could be the amount", [_candidate(chain, i) for i in columns], file=file
    )


def _candidate(chain: Chain, column: int) -> Candidate:
    header = chain.header(column)
    values = [value for value in chain.amounts.columns[column] if value is not None]
    return Candidate(
        option=f"--map amount={header}",
        setting={"columns": {"amount": header}},
        examples=tuple(f"{value / 1e6:,.2f}" for value in values[:3]),
        revenue=chain.amounts.sum_of(column) / 1e6,
    )


def candidates(chain: Chain) -> list[Candidate]:
    """Return all columns that may be the amount, those first to which most leads."""
    columns = [i for i in chain.amounts.columns if i != PRODUCT]
    nodes = [i for i in columns if i not in chain.amounts.parts] or columns
    leading = {i: sum(end == i for _, end in chain.steps) for i in nodes}
    nodes.sort(key=lambda i: (-leading[i], -chain.amounts.sum_of(i)))
    return [_candidate(chain, i) for i in nodes[:SHOWN_AMOUNTS]]


def _decisions(chain: Chain, end: int, way: Sequence[Equation]) -> tuple[Decision, ...]:
    """Return what was decided: by which evidence, and what the next best amount would change."""
    others = [i for i in chain.named if i in chain.amounts.columns and i != end]
    others = [way[-1].start if way[-1].end == end else way[-1].end] if way else others
    others = [i for i in others if i in chain.amounts.columns]
    if not others:
        return ()
    other = min(others, key=lambda i: chain.named.get(i, (99, ""))[0])
    paid, instead = chain.amounts.sum_of(end), chain.amounts.sum_of(other)
    share = (instead - paid) / abs(paid) if paid else 0.0
    header = chain.header(end)
    by_name = Decision(
        "amount",
        header,
        (f"by its name, {header!r}", f"按列名“{header}”"),
        chain.header(other),
        share,
    )
    if not way:
        return (by_name,)
    rows = (
        f"{way[-1].rows:,} of {way[-1].of:,}"
        if way[-1].rows < way[-1].of
        else f"all {way[-1].of:,}"
    )
    words = chain.words(way[-1])
    evidence = (f"{words} on {rows} rows looked at", f"{words}（所查 {rows} 行成立）")
    return (Decision("amount", header, evidence, chain.header(other), share),)
