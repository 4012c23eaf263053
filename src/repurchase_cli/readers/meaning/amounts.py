"""Which column is what the customer paid: the end of the chain of amounts.

Names say where to begin, arithmetic where the chain ends (:mod:`.chains`). Where no part between
two amounts has a name, either may be the end, and the user decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from repurchase_cli.readers.meaning.chains import PRODUCT, Chain
from repurchase_cli.readers.meaning.equations import UNITS, Equation
from repurchase_cli.readers.meaning.evidence import (
    ENOUGH,
    HALF,
    MATTERS,
    SAME_MONEY,
    SHOWN_AMOUNTS,
    SOME,
)
from repurchase_cli.readers.meaning.questions import Candidate, QuestionError
from repurchase_cli.sources import Decision

#: Names that stand against arithmetic of which nobody knows the parts.
_STRONG = re.compile(
    r"\bpaid\b|\bdue\b|payable|grand|collected|incl|gross|实付|实收|实际|已付|支付|付款|应付|应收|實付|實收|含税|價稅|价税|brutto|bezahl|zahl|\bttc\b|pay[ée]|paga[dt]|支払|請求|税込|결제|оплач|zapłac",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """The column of the amount, what its name promises, and what was decided about it."""

    column: int
    level: str
    decisions: tuple[Decision, ...] = ()


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
        if chain.price >= 0:
            _refuse_lower(chain, end, file)
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
    values = [value for value in chain.amounts.columns[column] if value is not None]
    whole = chain.of_whole_orders(column)
    field = "unit_price" if column == PRODUCT else "amount" if whole is None else "order_amount"
    header = chain.header(chain.price if column == PRODUCT else column)
    paid = chain.amounts.columns[column] if whole is None else whole
    return Candidate(
        option=f"--map {field}={header}",
        setting={"columns": {field: header}},
        examples=tuple(f"{value / 1e6:,.2f}" for value in values[:3]),
        revenue=sum(value or 0 for value in paid) / 1e6,
        remark=chain.header(column) if column == PRODUCT else "",
    )


def candidates(chain: Chain) -> list[Candidate]:
    """Return all columns that may be the amount, those first to which most leads.

    What was given back, kept as a fee, or laid out by the shop is none.
    """
    parts = chain.amounts.parts
    columns = [i for i in chain.amounts.columns if i != PRODUCT and not _is_numbered(chain, i)]
    paid = [i for i in columns if i not in parts or parts[i].name == "payment"]
    nodes = paid or [i for i in columns if parts[i].name == "tax or postage"]
    leading = {i: sum(end == i for _, end in chain.steps) for i in nodes}
    nodes.sort(key=lambda i: (-leading[i], i in parts, -chain.amounts.sum_of(i)))
    return [_candidate(chain, i) for i in nodes[:SHOWN_AMOUNTS]]


def refunds(chain: Chain) -> list[str]:
    """Return the names of the columns that hold what was given back."""
    return [chain.header(i) for i, part in chain.amounts.parts.items() if part.name == "refund"]


def _is_numbered(chain: Chain, column: int) -> bool:
    """Whether a column counts the rows on: it holds numbers of documents."""
    values = [value for value in chain.amounts.columns[column] if value is not None]
    return len(values) > ENOUGH and all(b - a == UNITS for a, b in pairwise(values))


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
