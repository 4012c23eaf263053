"""Thresholds that a shop's own data suggest: from the gaps between purchases, and from revenue.

Of those who come back at all, 80% have done so by the day up to which a customer is active, and
95% by the day after which she is lost. The shares come from the curve of coming back, in which
gaps that have not ended count as far as they have been seen: of ended gaps alone, the long ones are
missing. The curve cannot tell of gaps longer than the files, so rounding goes up.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from repurchase_cli.analysis.survival import Curve

#: Fewer customers with a second purchase than this suggest nothing.
ENOUGH = 50
_STEP = 10
ACTIVE_SHARE = 0.8
LOST_SHARE = 0.95
_TIER_PERCENTILES = (80, 95, 99)
#: What people count in: these times a power of ten.
_FRIENDLY = (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0)


@dataclass(frozen=True, slots=True)
class DaySuggestions:
    """Thresholds in days, and the gaps that they come from.

    ``usual`` and ``long`` are the days by which 80% and 95% of those who come back have done so.
    """

    usual: int
    long: int
    active_days: int
    lost_days: int
    silent_days: int
    sleeping_days: int


def days(curve: Curve) -> DaySuggestions | None:
    """Return the thresholds in days that a curve of coming back suggests, None when nobody has.

    Parameters
    ----------
    curve
        That of all customers; every customer should weigh the same, or those who come every week
        speak for all.

    Notes
    -----
    The stages silent and sleeping keep the proportions of the default: a third of the active days,
    and all of them. Lost is always beyond active.
    """
    usual = curve.quantile_of_returning(ACTIVE_SHARE)
    long = curve.quantile_of_returning(LOST_SHARE)
    if usual is None or long is None:
        return None
    active = up_to_step(usual)
    lost = max(up_to_step(long), active + _STEP)
    return DaySuggestions(usual, long, active, lost, math.ceil(active / 3), active)


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
