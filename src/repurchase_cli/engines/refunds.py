"""Which sale a refund takes its money from.

METRICS' order of preference: the order that the refund names; else the latest earlier sale of the
same customer and item at the same unit price with enough left; in files without items the latest
earlier order of the same customer with exactly that much left. Where the order that it names sells
at the same moment, as in an exchange, an earlier sale of the item comes first. The order named is a
join and done in SQL; this is the rest, which must be done one refund after the other because each
leaves less behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

Place = tuple[str, int]
Key = tuple[str, str | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class Refund:
    """A refund line: ``key`` must be equal in its sale.

    ``place`` is the order that it names, where that comes first.
    """

    moment: datetime
    key: Key
    amount: Decimal
    record: int
    place: Place | None


@dataclass(slots=True)
class Sale:
    """A line (or, without items, an order) that may be refunded; ``left`` is what remains of it."""

    moment: datetime
    key: Key
    left: Decimal
    place: Place


def match(refunds: Iterable[Refund], sales: Iterable[Sale], *, exactly: bool) -> dict[int, Place]:
    """Return the place (order id, day) of the sale that a refund without one takes from, by record.

    Parameters
    ----------
    refunds, sales
        In any order; the result does not depend on it.
    exactly
        Whether a sale must have exactly the refund's amount left, as in files without items.
    """
    by_key: dict[Key, list[Sale]] = defaultdict(list)
    for sale in sales:
        by_key[sale.key].append(sale)
    for candidates in by_key.values():
        candidates.sort(key=lambda sale: (sale.moment, sale.place, sale.left), reverse=True)
    in_order = sorted(refunds, key=lambda r: (r.place is None, r.moment, r.amount, r.record))
    found: dict[int, Place] = {}
    for refund in in_order:
        taken = _sale_of(refund, by_key.get(refund.key, []), exactly=exactly)
        if taken is not None:
            taken.left -= refund.amount
            if refund.place is None:
                found[refund.record] = taken.place
    return found


def _sale_of(refund: Refund, candidates: list[Sale], *, exactly: bool) -> Sale | None:
    """Return the latest sale that fits; one at the same moment counts as earlier."""
    for sale in candidates:
        if refund.place is not None:
            if sale.place == refund.place:
                return sale
        elif sale.moment <= refund.moment:
            fits = sale.left == refund.amount if exactly else sale.left >= refund.amount
            if fits:
                return sale
    return None
