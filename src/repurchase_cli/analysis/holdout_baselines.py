"""Rules of thumb that a model must beat before anybody trusts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from repurchase_cli.analysis.counts import Counts

Floats = NDArray[np.float64]

OWN_RATE, HIATUS, LAST_PERIOD = "own-rate", "hiatus", "last-period"


def naive_forecasts(
    counts: Counts,
    *,
    t: float,
    hiatus: float,
    recent: NDArray[np.int64] | None = None,
    recent_time: float | None = None,
) -> dict[str, Floats]:
    """Return purchases in (T, T + t] by rules of thumb, (N,) by name.

    Parameters
    ----------
    counts
        The customers at the end of calibration.
    t
        Length of the holdout, in the unit of the counts.
    hiatus
        A pause after which the hiatus rule takes a customer for gone, in the unit.
    recent, recent_time
        (N,) purchases, first ones included, in the last ``recent_time`` units of calibration;
        without them there is no ``last-period``.

    Notes
    -----
    ``own-rate``: repeat purchases by T, times t. ``hiatus``: the same while the pause is at most
    ``hiatus``, else none (Wübben & Wangenheim 2008, Journal of Marketing 72, 82-93).
    ``last-period``: the next period will be like the last, scaled to its length.
    """
    least = 1.0 / counts.unit_days
    rate = counts.x / np.maximum(counts.T, least)
    found = {
        OWN_RATE: counts.scatter(rate * t),
        HIATUS: counts.scatter(np.where(counts.T - counts.t_x <= hiatus, rate * t, 0.0)),
    }
    if recent is not None and recent_time:
        found[LAST_PERIOD] = recent.astype(float) * (t / recent_time)
    return found
