"""How long it takes customers to come back, when some have not come back yet.

The share returned by a day is one minus the product-limit estimate (Kaplan & Meier 1958, JASA
53:457, equation 2b), in which who has not come back by the as-of date counts as far as she has been
seen. Its band is Greenwood's variance on the log-minus-log scale (Kalbfleisch & Prentice 2002,
equation 1.13), which keeps it between 0 and 1. Where a customer counts several times, as she does
after any purchase, that variance is too small; the band then comes from leaving out one batch of
customers after the other (grouped jackknife: Kott 2001, Journal of Official Statistics 17:521).

The estimate is made from counts: a million customers are as many rows as there are days.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli.analysis.rates import Z

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: When so few are left that one more who comes back moves the curve by more than this, and by more
#: than twice as much as the first one did, it says nothing about who is yet to come back (Pocock,
#: Clayton & Altman 2002, Lancet 359:1686, would end it there).
_LEAP = 0.01
#: Batches of customers of the jackknife, and the 97.5% quantile of Student's distribution with one
#: degree of freedom less.
BATCHES = 20
_T = 2.093024054408263


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of customers who have come back, day by day on which somebody did.

    The arrays are (k,): ``days`` ascending, ``share_returned`` with ``low`` and ``high`` of its
    95% band (NaN where all have come back), and how many were ``at_risk``: neither back nor lost
    sight of before that day. ``n`` were there at the start, the last was seen until day ``last``.
    """

    days: NDArray[np.int64]
    share_returned: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    at_risk: NDArray[np.float64]
    n: float
    last: int

    def median(self) -> int | None:
        """Return the first day on which at most half have not come back; None when never."""
        return self.quantile(0.5)

    def quantile(self, share: float) -> int | None:
        """Return the first day by which a share of all customers has come back; None when never."""
        reached = np.flatnonzero(self.share_returned >= share - 1e-12)
        return int(self.days[reached[0]]) if reached.size else None

    def returned_by(self, day: float) -> float:
        """Return the share that has come back by a day; NaN where nobody was seen so long."""
        return self.band_by(day)[0]

    def band_by(self, day: float) -> tuple[float, float, float]:
        """Return the share that has come back by a day, with its band."""
        index = int(np.searchsorted(self.days, day, side="right")) - 1
        complete = self.share_returned.size > 0 and self.share_returned[-1] == 1.0
        if day > self.last and not complete:
            return math.nan, math.nan, math.nan
        if index < 0:
            return 0.0, 0.0, 0.0
        return float(self.share_returned[index]), float(self.low[index]), float(self.high[index])

    def share_of_returning(self, day: float) -> float:
        """Return how many of those who come back on a later day at all have done so by a day.

        NaN when nobody has, or nobody was seen so long.
        """
        same_day, everyone = self._returning()
        later = everyone - same_day
        return min((self.returned_by(day) - same_day) / later, 1.0) if later else math.nan

    def quantile_of_returning(self, share: float) -> int | None:
        """Return the day by which a share of those who come back on a later day has done so.

        None when nobody has.
        """
        same_day, everyone = self._returning()
        later = everyone - same_day
        return self.quantile(same_day + share * later) if later else None

    def _returning(self) -> tuple[float, float]:
        """Return the share that is back on day 0, and at all as far as the curve can be trusted."""
        if not self.days.size:
            return 0.0, 0.0
        waiting = 1.0 - np.concatenate(([0.0], self.share_returned[:-1]))
        trusted = waiting / self.at_risk <= max(_LEAP, 2 / self.n)
        known = self.share_returned[trusted if trusted.any() else ~trusted]
        return self.returned_by(0), float(known[-1])


def kaplan_meier(
    days: NDArray[np.int64],
    returned: NDArray[np.bool_],
    n: NDArray[np.int64] | NDArray[np.float64],
    batch: NDArray[np.int64] | None = None,
) -> Curve:
    """Return the curve of customers coming back.

    Parameters
    ----------
    days
        (m,) days until a customer came back, or for which she has been waited for; from 0 on, in
        any order, repeated or not.
    returned
        (m,) whether she came back then.
    n
        (m,) how many customers that row stands for; may be weights, for which the band means
        nothing.
    batch
        (m,) the batch of customers that the row belongs to, from 0 to :data:`BATCHES` - 1, where
        customers count more than once. The band is then the wider one of Greenwood's and the
        jackknife's.
    """
    last = int(days.max(initial=0))
    back, at_risk = _counted(days, returned, n, last)
    on = np.flatnonzero(back)
    d, r = back[on], at_risk[on]
    waiting = np.cumprod(1.0 - d / r, dtype=np.float64)
    waiting[d == r] = 0.0  # after which all are zero, whatever the rounding
    with np.errstate(divide="ignore", invalid="ignore"):
        reach = Z * np.sqrt(np.cumsum(d / (r * (r - d)))) / np.abs(np.log(waiting))
        if batch is not None:
            reach = np.fmax(reach, _T * _jackknife(days, returned, n, batch, on))
        reach[waiting == 0] = math.nan
        low = 1.0 - waiting ** np.exp(-reach)
        high = 1.0 - waiting ** np.exp(reach)
    return Curve(on.astype(np.int64), 1.0 - waiting, low, high, r, float(n.sum()), last)


def _counted(
    days: NDArray[np.int64],
    returned: NDArray[np.bool_],
    n: NDArray[np.int64] | NDArray[np.float64],
    last: int,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return, for each day from 0 to ``last``, how many came back and how many were at risk."""
    weights = n.astype(np.float64)
    back = np.bincount(days[returned], weights=weights[returned], minlength=last + 1)
    gone = np.bincount(days, weights=weights, minlength=last + 1)
    return back.astype(np.float64), np.cumsum(gone[::-1], dtype=np.float64)[::-1]


def _jackknife(
    days: NDArray[np.int64],
    returned: NDArray[np.bool_],
    n: NDArray[np.int64] | NDArray[np.float64],
    batch: NDArray[np.int64],
    on: NDArray[np.int64],
) -> NDArray[np.float64]:
    """Return the standard error of the log-minus-log curve on the days ``on``; NaN for unknown."""
    without = []
    last = int(days.max(initial=0))
    for one in range(BATCHES):
        rest = batch != one
        back, at_risk = _counted(days[rest], returned[rest], n[rest], last)
        waiting = np.cumprod(1.0 - back[on] / np.maximum(at_risk[on], 1.0))
        without.append(np.log(-np.log(waiting)))
    curves = np.array(without)
    curves[~np.isfinite(curves)] = math.nan
    squares: NDArray[np.float64] = np.square(curves - curves.mean(axis=0)).sum(axis=0)
    return np.sqrt(squares * ((BATCHES - 1) / BATCHES))
