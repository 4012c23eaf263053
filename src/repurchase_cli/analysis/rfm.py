"""RFM scores: three values of each customer cut into bins of their own, 5 being best.

A value's score is 5 minus the number of cuts at or above it (for recency, where less is better: 5
minus the number of cuts below it). So equal values always score alike, and where ties leave fewer
than five bins the scores are 5, 4, … downward and none is invented.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Scores = NDArray[np.int8]

#: Purchases by which frequency is cut when most customers bought once: 1 / 2 / 3–4 / 5–7 / 8+.
FREQUENCY_CUTS = (1.0, 2.0, 4.0, 7.0)
_MANY_ONCE = 0.4
_QUINTILES = (0.2, 0.4, 0.6, 0.8)


@dataclass(frozen=True, slots=True)
class Cuts:
    """The cuts of the three scores, ascending: days, purchases and money."""

    r: tuple[float, ...]
    f: tuple[float, ...]
    m: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class RfmScores:
    """Scores of ``n`` customers and the cuts that gave them; each array is (n,) int8."""

    r: Scores
    f: Scores
    m: Scores
    cuts: Cuts

    @property
    def bins(self) -> dict[str, int]:
        """The number of different scores that customers really have."""
        return {name: len(np.unique(getattr(self, name))) for name in ("r", "f", "m")}


def score(
    *,
    days_since_last: Floats,
    n_purchases: Floats,
    revenue: Floats,
    method: Literal["quantile", "cuts"] = "quantile",
    cuts: Mapping[str, Sequence[float]] | None = None,
) -> RfmScores:
    """Score customers.

    Parameters
    ----------
    days_since_last, n_purchases, revenue
        One value per customer, (n,) float: days, purchases, currency.
    method
        ``quantile`` cuts at the shop's own quintiles (frequency at :data:`FREQUENCY_CUTS` when more
        than 40% bought once), ``cuts`` at the given ones.
    cuts
        For ``r``, ``f`` and ``m``, in ascending order; needed for ``method="cuts"``. Given with
        ``quantile`` they replace the quintiles of the scores that they name.
    """
    given = {
        name: tuple(float(c) for c in values) for name, values in (cuts or {}).items() if values
    }
    if method == "cuts" or len(given) == len(("r", "f", "m")):
        used = Cuts(given["r"], given["f"], given["m"])
    else:
        used = Cuts(
            r=given.get("r") or quantile_cuts(days_since_last),
            f=given.get("f") or frequency_cuts(n_purchases),
            m=given.get("m") or quantile_cuts(revenue),
        )
    return scored(used, days_since_last, n_purchases, revenue)


def scored(cuts: Cuts, days_since_last: Floats, n_purchases: Floats, revenue: Floats) -> RfmScores:
    """Score customers by cuts as they are, so that two days can be compared; (n,) float each."""
    return RfmScores(
        r=5 - _cuts_below(days_since_last, cuts.r),
        f=5 - _cuts_not_below(n_purchases, cuts.f),
        m=5 - _cuts_not_below(revenue, cuts.m),
        cuts=cuts,
    )


def quantile_cuts(values: Floats) -> tuple[float, ...]:
    """Return the quintiles that tell values apart.

    A quintile is the smallest value that at least that share of the values does not exceed (type 1
    of Hyndman & Fan 1996). Equal quintiles are one cut; one at the highest value cuts nothing off.
    """
    if not len(values):
        return ()
    found = np.unique(np.quantile(values, _QUINTILES, method="inverted_cdf"))
    return tuple(float(cut) for cut in found if cut < values.max())


def frequency_cuts(n_purchases: Floats) -> tuple[float, ...]:
    """Return quintiles, or fixed cuts when so many bought once that quintiles would be ties."""
    if len(n_purchases) and float(np.mean(n_purchases == 1)) > _MANY_ONCE:
        return FREQUENCY_CUTS
    return quantile_cuts(n_purchases)


def _cuts_below(values: Floats, cuts: Sequence[float]) -> Scores:
    return np.searchsorted(np.asarray(cuts), values, side="left").astype(np.int8)


def _cuts_not_below(values: Floats, cuts: Sequence[float]) -> Scores:
    return (len(cuts) - np.searchsorted(np.asarray(cuts), values, side="left")).astype(np.int8)
