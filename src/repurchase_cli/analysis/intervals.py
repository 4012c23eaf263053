"""The days between purchases: how they are distributed, and what a customer's next one is.

Gaps that have ended are what the shop's usual figure is made of; they run short, since a long gap
may not have had the time to end. :mod:`repurchase_cli.analysis.survival` has the estimate without
that bias.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from repurchase_cli.analysis.survival import Curve, kaplan_meier

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Last days of the bins that gaps are counted in; beyond the last one there is no end.
BINS = (0, 1, 3, 7, 14, 30, 60, 90, 180, 365)
#: How many of a customer's own gaps the group's typical one weighs. Between 1 and 3 the next gap of
#: customers with one or two is foretold best, in CDNOW as in Online Retail.
PRIOR_GAPS = 2
#: From fewer gaps that have ended than this nothing is learnt of its own.
ENOUGH = 10
#: From so many own gaps on, a customer's own median counts alone.
OWN_GAPS = 3
#: How often the next purchase of those who come back lies in its range.
RANGE_SHARE = 0.8


class Gaps(NamedTuple):
    """How many gaps there are, and their mean and median in days; NaN for none."""

    n: float
    mean: float
    median: float


def summed(days: NDArray[np.int64], n: NDArray[np.int64] | NDArray[np.float64]) -> Gaps:
    """Return mean and median of gaps from counts or weights.

    The median of an even number is the mean of the two in the middle.
    """
    total = float(n.sum())
    if not total:
        return Gaps(0, math.nan, math.nan)
    order = np.argsort(days, kind="stable")
    values, reached = days[order], np.cumsum(n[order])
    lower = values[np.searchsorted(reached, total / 2 - 1e-9)]
    upper = values[np.searchsorted(reached, total / 2 + 1e-9)]
    return Gaps(total, float((days * n).sum()) / total, float(lower + upper) / 2)


class Bin(NamedTuple):
    """Gaps of so many days, both bounds counted; ``last`` is None for no end."""

    first: int
    last: int | None
    n: int
    weight: float


def bins(days: NDArray[np.int64], n: NDArray[np.int64], weight: NDArray[np.float64]) -> list[Bin]:
    """Return the gaps counted in friendly bins, from the first to the last that has any."""
    place = np.searchsorted(BINS, days)
    counts = np.bincount(place, weights=n, minlength=len(BINS) + 1)
    weights = np.bincount(place, weights=weight, minlength=len(BINS) + 1)
    found = []
    for at in range(len(BINS) + 1):
        if counts[: at + 1].any() and counts[at:].any():
            first = BINS[at - 1] + 1 if at else 0
            last = BINS[at] if at < len(BINS) else None
            found.append(Bin(first, last, int(counts[at]), float(weights[at])))
    return found


class Range(NamedTuple):
    """How many times the expected gap the next one lasts: at least, and at most."""

    low: float
    high: float


def range_of_returning(curve: Curve) -> Range | None:
    """Return within how many times its expectation a gap ends, of those that end at all.

    Parameters
    ----------
    curve
        Gaps in per cent of what was expected of them when they began, with those still running.
    """
    tail = (1 - RANGE_SHARE) / 2
    low, high = curve.quantile_of_returning(tail), curve.quantile_of_returning(1 - tail)
    return None if low is None or high is None else Range(low / 100, high / 100)


def ranges(
    history: NDArray[np.int64],
    percent: NDArray[np.int64],
    returned: NDArray[np.bool_],
    n: NDArray[np.int64],
) -> list[Range | None]:
    """Return the range by how many gaps of her own a customer has: 0, 1, …, :data:`OWN_GAPS`.

    Parameters
    ----------
    history, percent, returned, n
        (m,) gaps known when a gap began, its length so far in per cent of what was expected then,
        whether it has ended, and how many are so.

    Notes
    -----
    Where fewer than ten gaps with that history have ended, all histories count.
    """
    whole = range_of_returning(kaplan_meier(percent, returned, n))
    found = []
    for known in range(OWN_GAPS + 1):
        like = history == known
        enough = n[like & returned].sum() >= ENOUGH
        curve = kaplan_meier(percent[like], returned[like], n[like]) if enough else None
        found.append(range_of_returning(curve) if curve else whole)
    return found
