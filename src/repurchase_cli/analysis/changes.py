"""Whether a number of the shop changed between two periods by more than chance.

Customers come independently of one another, each with all that he or she buys; so what varies is
the customer. A change of a sum or of a ratio is a sum over customers of what each adds to it, whose
variance is the sum of the squares: the limit of the Poisson bootstrap over customers (Chamandy et
al. 2012, "Estimating uncertainty for massive data streams"), which for a ratio is the infinitesimal
jackknife (Efron 1982). The interval is Student's, with as many degrees of freedom as customers
count: (sum of squares)² ÷ sum of fourth powers. For counts of customers it then agrees with the
exact test that each change is up or down by the toss of a coin, and one customer who pays most of
it shows nothing.

Two rates, or two medians, of which each has an interval of its own, differ by the method of square
and add (Newcombe 1998, Statistics in Medicine 17:873, method 10; Zou & Donner 2008, 27:1693).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]


class Estimate(NamedTuple):
    """A number with its 95% interval; NaN where it has none."""

    value: float
    low: float
    high: float

    @property
    def beyond_chance(self) -> bool | None:
        """Whether a difference is more than chance gives, None where nothing tells."""
        if math.isnan(self.low + self.high):
            return None
        return not self.low <= 0 <= self.high


UNKNOWN = Estimate(math.nan, math.nan, math.nan)


def total_change(now: Floats, before: Floats) -> Estimate:
    """Return how far a sum over customers changed; (n,) what each adds to it, now and before."""
    added = now - before
    return _interval(float(added.sum()), added)


class Parts(NamedTuple):
    """What customers add to numerator and denominator of a ratio: (n,) each."""

    numerator: Floats
    denominator: Floats

    @property
    def ratio(self) -> float:
        """The ratio itself, NaN without a denominator."""
        whole = float(self.denominator.sum())
        return float(self.numerator.sum()) / whole if whole else math.nan

    @property
    def influence(self) -> Floats:
        """How far each customer moves the ratio."""
        added = self.numerator - self.ratio * self.denominator
        return np.asarray(added / self.denominator.sum())


def ratio_change(now: Parts, before: Parts) -> Estimate:
    """Return how far a ratio of two sums over the same customers changed."""
    change = now.ratio - before.ratio
    if math.isnan(change):
        return UNKNOWN
    return _interval(change, now.influence - before.influence)


def difference(now: Estimate, before: Estimate) -> Estimate:
    """Return how far one number is from another, each known from customers of its own."""
    change = now.value - before.value
    return Estimate(
        change,
        change - math.hypot(now.value - now.low, before.high - before.value),
        change + math.hypot(now.high - now.value, before.value - before.low),
    )


def median(values: Floats, customers: NDArray[np.int64]) -> Estimate:
    """Return the median of values, of which a customer may have several, with its interval.

    The interval is that of the share of values up to the median, read back as values (Woodruff
    1952, JASA 47:635); it is NaN for so few customers that it would reach beyond all values.
    """
    if not len(values):
        return UNKNOWN
    middle = float(np.median(values))
    _, places = np.unique(customers, return_inverse=True)
    added = np.bincount(places, weights=(values <= middle) - 0.5) / len(values)
    share = _interval(0.5, added)
    if not (share.low > 0 and share.high < 1):
        return Estimate(middle, math.nan, math.nan)
    low, high = np.quantile(values, [share.low, share.high], method="inverted_cdf")
    return Estimate(middle, min(float(low), middle), max(float(high), middle))


def usual_change(series: Floats) -> float:
    """Return how far a number usually is from that of the period before, whichever way.

    The mean of the changes without signs: the moving range of a control chart (Shewhart 1931).
    NaN for fewer than :data:`ENOUGH` changes; periods without a number are left out.
    """
    steps = np.abs(np.diff(series))
    known = steps[~np.isnan(steps)]
    return float(known.mean()) if len(known) >= ENOUGH else math.nan


#: Changes from which on it is known what is usual.
ENOUGH = 3


def _interval(value: float, added: Floats) -> Estimate:
    """Return a number with the interval that the customers' parts in it allow."""
    squares = float((added**2).sum())
    if not squares:
        bound = math.nan if value else 0.0
        return Estimate(value, bound, bound)
    from scipy.special import stdtrit  # type: ignore[import-untyped]  # noqa: PLC0415 - costly

    freedom = squares**2 / float((added**4).sum())
    half = float(stdtrit(freedom, 0.975)) * math.sqrt(squares)
    return Estimate(value, value - half, value + half)
