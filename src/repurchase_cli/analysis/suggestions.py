"""Thresholds that a shop's own data suggest: from the gaps between purchases, and from revenue.

A customer who has been away longer than 90 % of all gaps ever lasted has most likely left; half of
the gaps is what an active customer keeps to. Gaps that have not ended yet are not among them, so
the true ones are somewhat longer: rounding goes up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: Fewer customers with a second purchase than this suggest nothing.
ENOUGH = 50
_STEP = 10
_ACTIVE_SHARE = 0.5
_LOST_SHARE = 0.9
_TIER_PERCENTILES = (80, 95, 99)
#: What people count in: these times a power of ten.
_FRIENDLY = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True)
class DaySuggestions:
    """Thresholds in days, and the gaps that they come from.

    ``median`` and ``long`` are the gaps that half and 90 % of all do not exceed.
    """

    median: int
    long: int
    active_days: int
    lost_days: int
    silent_days: int
    sleeping_days: int


def days(gaps: NDArray[np.int64], weights: NDArray[np.float64]) -> DaySuggestions:
    """Return the thresholds in days that gaps between purchases suggest.

    Parameters
    ----------
    gaps
        (n,) days from 1 on, ascending; n is at least 1.
    weights
        (n,) how much each weighs; every customer should weigh the same, or those who come every
        week speak for all.

    Notes
    -----
    The stages silent and sleeping keep the proportions of the default: a third of the active days,
    and all of them. Lost is always beyond active.
    """
    median, long = (quantile(gaps, weights, share) for share in (_ACTIVE_SHARE, _LOST_SHARE))
    active = up_to_step(median)
    lost = max(up_to_step(long), active + _STEP)
    return DaySuggestions(median, long, active, lost, math.ceil(active / 3), active)


def quantile(values: NDArray[np.int64], weights: NDArray[np.float64], share: float) -> int:
    """Return the smallest value that a share of the whole weight does not exceed."""
    reached = np.cumsum(weights) >= share * weights.sum() - 1e-9
    return int(values[int(np.argmax(reached))])


def up_to_step(value: float) -> int:
    """Return the next ten from a number of days on."""
    return max(_STEP, math.ceil(value / _STEP) * _STEP)


def tiers(revenue: NDArray[np.float64]) -> tuple[float, float, float] | None:
    """Return revenues of three tiers: the percentiles 80, 95 and 99 as friendly numbers, ascending.

    None where the lowest is not above zero.
    """
    found: list[float] = []
    for value in np.percentile(revenue, _TIER_PERCENTILES):
        number = friendly(float(value))
        if found and number <= found[-1]:
            number = friendly(found[-1] * 1.25)
        found.append(number)
    return (found[0], found[1], found[2]) if found[0] > 0 else None


def friendly(value: float) -> float:
    """Return the number nearest to a positive value that people count in, 0 for any other."""
    if value <= 0:
        return 0.0
    power = 10.0 ** math.floor(math.log10(value))
    choices = [choice * power for choice in (*_FRIENDLY, 10.0)]
    return float(f"{min(choices, key=lambda choice: abs(choice - value)):.6g}")
