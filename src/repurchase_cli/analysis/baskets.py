"""What is bought together: support, confidence and lift of pairs, and which are more than chance.

Support is the share of orders that hold both of a pair, confidence the share of those with one that
hold the other too, lift the first beside the product of both goods' own shares (Brin, Motwani,
Ullman & Tsur 1997; Agrawal, Imielinski & Swami 1993, SIGMOD 207). Chance is twofold: which orders a
good is in (Fisher's exact test, one-sided), and, since a long order holds every pair more likely,
which of the places beside the other good it takes. The larger p-value of these counts, corrected
for the number of pairs that were looked at, those with fewer orders than are listed among them.
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


@dataclass(frozen=True, slots=True)
class PairCounts:
    """Orders of some pairs of goods: with the one, with the other, with both, each ``(n,) int``.

    ``beside_a`` and ``beside_b`` are the places that the orders with the one have for other goods.
    ``orders`` and ``places`` are those of all goods, ``looked_at`` is the number of pairs that were
    looked at, listed or not.
    """

    a: Counts
    b: Counts
    both: Counts
    beside_a: Counts
    beside_b: Counts
    orders: int
    places: int
    looked_at: int


@dataclass(frozen=True, slots=True)
class PairMeasures:
    """The measures of pairs, each ``(n,) float``."""

    support: Values
    confidence_a_b: Values
    confidence_b_a: Values
    lift: Values
    p_value: Values


def measures(counts: PairCounts) -> PairMeasures:
    """Return support, confidence both ways, lift, and the corrected p-value of pairs."""
    a, b, both = (x.astype(np.float64) for x in (counts.a, counts.b, counts.both))
    return PairMeasures(
        support=both / counts.orders,
        confidence_a_b=both / a,
        confidence_b_a=both / b,
        lift=both * counts.orders / (a * b),
        p_value=np.array(adjusted(chance(counts), counts.looked_at)),
    )


def chance(counts: PairCounts) -> Values:
    """Return how often chance alone makes so many orders with both, before any correction."""
    in_orders = upper_tail(counts.both, counts.orders, counts.a, counts.b)
    beside_a = upper_tail(counts.both, counts.places - counts.a, counts.b, counts.beside_a)
    beside_b = upper_tail(counts.both, counts.places - counts.b, counts.a, counts.beside_b)
    return np.maximum(in_orders, np.maximum(beside_a, beside_b))
