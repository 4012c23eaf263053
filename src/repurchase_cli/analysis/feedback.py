"""Whether customers of one kind come back more often than others, their history held equal.

Customers are compared within strata (such as those with one purchase so far), since who buys often
comes back often whatever it said. The test is exact: given how many of each stratum came back, the
number of those of the kind is hypergeometric, and sums over strata are convolutions (Fisher 1935;
Birch 1964; Breslow & Day 1980, 4.4). The difference is that of Mantel and Haenszel (Greenland &
Robins 1985, Biometrics 41:55), its interval made of the strata's by Newcombe's method 10 (Zou &
Donner 2008, Statistics in Medicine 27:1693). None of it is an experiment: customers choose what
they say.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from repurchase_cli.analysis.rates import Rate, rate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Chances that differ by less than rounding are equal.
_EQUAL = 1 + 1e-7


class Comparison(NamedTuple):
    """Two groups of customers: the rates of coming back, and the difference within strata.

    ``difference``, ``low`` and ``high`` (95%) are NaN where no stratum has both groups; the
    p-value is 1 then.
    """

    group: Rate
    others: Rate
    difference: float
    low: float
    high: float
    p_value: float


class _Stratum(NamedTuple):
    """Customers of a stratum: of the group and of the others, and who of them came back."""

    n: int
    back: int
    n_others: int
    back_others: int

    @property
    def has_both(self) -> bool:
        return self.n > 0 and self.n_others > 0


def compare(
    in_group: NDArray[np.bool_], came_back: NDArray[np.bool_], stratum: NDArray[np.int64]
) -> Comparison:
    """Compare a group of customers with the others, within strata.

    Parameters
    ----------
    in_group, came_back, stratum
        (n,) arrays, one entry for each customer; strata are numbers from 0 on.
    """
    strata = [_counted(in_group, came_back, stratum == k) for k in np.unique(stratum)]
    n, back, n_others, back_others = np.sum(strata, axis=0, dtype=int) if strata else (0,) * 4
    both = [each for each in strata if each.has_both]
    value, low, high = _difference(both)
    return Comparison(
        rate(int(back), int(n)),
        rate(int(back_others), int(n_others)),
        value,
        low,
        high,
        exact_p_value([(s.back, s.n, s.back_others, s.n_others) for s in both]),
    )


def _counted(
    group: NDArray[np.bool_], back: NDArray[np.bool_], within: NDArray[np.bool_]
) -> _Stratum:
    mine, theirs = within & group, within & ~group
    counts = (mine, mine & back, theirs, theirs & back)
    return _Stratum(*(int(np.count_nonzero(mask)) for mask in counts))


def _difference(strata: Sequence[_Stratum]) -> tuple[float, float, float]:
    """Return the weighted difference of rates and its interval."""
    if not strata:
        return math.nan, math.nan, math.nan
    weights = np.array([s.n * s.n_others / (s.n + s.n_others) for s in strata])
    weights /= weights.sum()
    value, below, above = 0.0, 0.0, 0.0
    for weight, s in zip(weights.tolist(), strata, strict=True):
        mine, theirs = rate(s.back, s.n), rate(s.back_others, s.n_others)
        value += weight * (mine.value - theirs.value)
        below += weight**2 * ((mine.value - mine.low) ** 2 + (theirs.high - theirs.value) ** 2)
        above += weight**2 * ((mine.high - mine.value) ** 2 + (theirs.value - theirs.low) ** 2)
    return value, value - math.sqrt(below), value + math.sqrt(above)


def exact_p_value(strata: Sequence[tuple[int, int, int, int]]) -> float:
    """Return the two-sided exact p-value of "the group does not matter" over some strata.

    Parameters
    ----------
    strata
        Of each: who came back of the group, its size, and the same of the others.
    """
    chances, least = np.ones(1), 0
    for back, n, back_others, n_others in strata:
        lowest, own = _hypergeometric(n, n_others, back + back_others)
        chances, least = np.convolve(chances, own), least + lowest
    seen = chances[sum(back for back, *_ in strata) - least]
    return min(1.0, float(chances[chances <= seen * _EQUAL].sum()))


def _hypergeometric(n: int, n_others: int, back: int) -> tuple[int, NDArray[np.float64]]:
    """Return the fewest of the group that can have come back, and the chance of each number on."""
    from scipy.special import gammaln  # type: ignore[import-untyped]  # noqa: PLC0415 - costly

    low, high = max(0, back - n_others), min(n, back)
    k = np.arange(low, high + 1)
    logs = -gammaln(k + 1) - gammaln(n - k + 1)
    logs -= gammaln(back - k + 1) + gammaln(n_others - back + k + 1)
    chances = np.exp(logs - logs.max())
    return low, chances / chances.sum()
