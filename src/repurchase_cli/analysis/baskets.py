"""What is bought together: support, confidence and lift of pairs, and which are more than chance.

Support is the share of orders that hold both of a pair, confidence the share of those with one that
hold the other too, lift the first beside the product of both goods' own shares (Agrawal, Imielinski
& Swami 1993, SIGMOD 207; Brin, Motwani, Ullman & Tsur 1997, SIGMOD 255).

Chance is twofold, and the larger p-value counts. Among all orders: Fisher's exact test, one-sided.
And within months, since goods that are sold in the same months meet more often, and long orders
hold every pair: as many as places beside the one, filled at random with what the month has sold,
give to the other, by Poisson's distribution. All are corrected for the number of pairs that were
looked at, those with fewer orders than are listed among them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli.analysis.hypergeometric import upper_tail
from repurchase_cli.analysis.many_tests import adjusted

if TYPE_CHECKING:
    import numpy.typing as npt

    Counts = npt.NDArray[np.int64]
    Values = npt.NDArray[np.float64]

#: A pair holds when chance makes it at most so often.
LEVEL = 0.05
#: Pairs are compared month by month so many at a time, so that memory stays bounded.
_AT_A_TIME = 100_000


@dataclass(frozen=True, slots=True)
class Shelf:
    """The goods of a shop by month, ``(goods, months) float``.

    ``orders`` are those that hold a good, ``beside`` the places that these have for other goods;
    ``all_orders`` and ``all_places`` ``(months,)`` are those of all goods.
    """

    orders: Values
    beside: Values
    all_orders: Values
    all_places: Values


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of goods, ``(n,) int``: their rows on the shelf, and the orders that hold both."""

    a: Counts
    b: Counts
    both: Counts


@dataclass(frozen=True, slots=True)
class PairMeasures:
    """The measures of pairs, each ``(n,) float``; ``expected`` orders with both are chance's."""

    support: Values
    confidence_a_b: Values
    confidence_b_a: Values
    lift: Values
    expected: Values
    p_value: Values


def measures(shelf: Shelf, pairs: Pairs, looked_at: int) -> PairMeasures:
    """Return support, confidence both ways, lift, and the corrected p-value of pairs.

    ``looked_at`` is the number of pairs that were looked at, listed or not.
    """
    orders = shelf.all_orders.sum()
    of_good = shelf.orders.sum(axis=1)
    a, b, both = of_good[pairs.a], of_good[pairs.b], pairs.both.astype(np.float64)
    expected = by_chance(shelf, pairs)
    within = poisson_tail(both, expected)
    p_value = np.maximum(upper_tail(both, orders, a, b), within)
    return PairMeasures(
        support=both / orders,
        confidence_a_b=both / a,
        confidence_b_a=both / b,
        lift=both * orders / (a * b),
        expected=expected,
        p_value=np.array(adjusted(p_value, looked_at)),
    )


def by_chance(shelf: Shelf, pairs: Pairs) -> Values:
    """Return how many orders hold both of each pair by chance, month by month.

    The largest of three: as many as orders with the one meet the other; as many as the places
    beside the one are filled with the other, and the same the other way round.
    """
    expected = np.empty(len(pairs.a))
    full = np.maximum(shelf.all_orders, 1.0)
    for start in range(0, len(expected), _AT_A_TIME):
        part = slice(start, start + _AT_A_TIME)
        a, b = pairs.a[part], pairs.b[part]
        with_a, with_b = shelf.orders[a], shelf.orders[b]
        left_a, left_b = (np.maximum(shelf.all_places - x, 1.0) for x in (with_a, with_b))
        expected[part] = np.max(
            [
                (with_a * with_b / full).sum(axis=1),
                (shelf.beside[a] * with_b / left_a).sum(axis=1),
                (shelf.beside[b] * with_a / left_b).sum(axis=1),
            ],
            axis=0,
        )
    return expected


def poisson_tail(counts: Values, expected: Values) -> Values:
    """Return P(X >= count) for Poisson's distribution with these means; counts are at least 1."""
    from scipy.special import gammainc  # type: ignore[import-untyped]  # noqa: PLC0415 - costly

    tail: Values = gammainc(counts, expected)
    return tail


@dataclass(frozen=True, slots=True)
class Triples:
    """Orders of sets of three goods, ``(n,) float``: of each good, of each two, of all three."""

    a: Values
    b: Values
    c: Values
    ab: Values
    ac: Values
    bc: Values
    abc: Values


@dataclass(frozen=True, slots=True)
class TripleMeasures:
    """What sets say beyond their pairs, ``(n,) float``: orders that the pairs alone make, p."""

    expected: Values
    p_value: Values


def triple_measures(triples: Triples, looked_at: int) -> TripleMeasures:
    """Return how many orders the pairs of each set alone make hold all three, and p-values.

    Where two goods go with a third and not with one another, orders with all three are the product
    of both pairs over the third good's; the largest of the three ways counts.
    """
    t = triples
    expected = np.max([t.ab * t.ac / t.a, t.ab * t.bc / t.b, t.ac * t.bc / t.c], axis=0)
    p_value = poisson_tail(t.abc, expected)
    return TripleMeasures(expected, np.array(adjusted(p_value, looked_at)))
