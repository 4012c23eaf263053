"""How long it takes customers to come back, when some have not come back yet.

The share returned by a day is one minus the product-limit estimate (Kaplan & Meier 1958, JASA
53:457, equation 2b), in which who has not come back by the as-of date counts as far as she has been
seen. Its band is Greenwood's variance on the log-minus-log scale (Kalbfleisch & Prentice 2002,
equation 1.13), which keeps it between 0 and 1.

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

#: With fewer at risk than this a curve says nothing about who is yet to come back.
ENOUGH_AT_RISK = 10


@dataclass(frozen=True, slots=True)
class Curve:
    """The share of customers who have come back, day by day on which somebody did.

    All are (k,) arrays: ``days`` ascending, ``share_returned`` with ``low`` and ``high`` of its
    95 % band, and how many were ``at_risk``: neither back nor lost sight of before that day.
    """

    days: NDArray[np.int64]
    share_returned: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    at_risk: NDArray[np.int64]

    def median(self) -> int | None:
        """Return the first day on which at most half have not come back; None when never."""
        return self.quantile(0.5)

    def quantile(self, share: float) -> int | None:
        """Return the first day by which a share of all customers has come back; None when never."""
        reached = np.flatnonzero(self.share_returned >= share - 1e-12)
        return int(self.days[reached[0]]) if reached.size else None

    def returned_by(self, day: float) -> float:
        """Return the share that has come back by a day."""
        index = int(np.searchsorted(self.days, day, side="right")) - 1
        return float(self.share_returned[index]) if index >= 0 else 0.0

    def quantile_of_returning(self, share: float) -> int | None:
        """Return the day by which a share of those who come back at all has done so.

        "At all" means as far as the curve can be trusted: while enough are at risk.
        """
        trusted = self.at_risk >= ENOUGH_AT_RISK
        if not trusted.any():
            trusted = np.ones_like(trusted)
        if not trusted.size:
            return None
        return self.quantile(share * float(self.share_returned[trusted][-1]))


def kaplan_meier(
    days: NDArray[np.int64], returned: NDArray[np.bool_], n: NDArray[np.int64]
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
        (m,) how many customers that row stands for.
    """
    last = int(days.max(initial=0))
    back = np.bincount(days[returned], weights=n[returned], minlength=last + 1)
    gone = np.bincount(days, weights=n, minlength=last + 1)
    at_risk = gone.sum() - np.concatenate(([0.0], np.cumsum(gone)[:-1]))
    on = np.flatnonzero(back)
    d, r = back[on], at_risk[on]
    waiting = np.cumprod(1.0 - d / r)
    with np.errstate(divide="ignore", invalid="ignore"):
        spread = np.sqrt(np.cumsum(d / (r * (r - d)))) / np.abs(np.log(waiting))
        low = 1.0 - waiting ** np.exp(-Z * spread)
        high = 1.0 - waiting ** np.exp(Z * spread)
    low, high = (np.where(waiting > 0, bound, math.nan) for bound in (low, high))
    return Curve(on.astype(np.int64), 1.0 - waiting, low, high, r.astype(np.int64))
