"""Which of many findings hold, when some must be expected by chance alone.

Benjamini & Hochberg 1995, JRSS B 57:289: of those that hold, at most the given share is false, on
average. It also does so where campaigns depend on one another positively, as those of the same
customers do (Benjamini & Yekutieli 2001, Annals of Statistics 29:1165).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence


def adjusted(p_values: Sequence[float]) -> list[float]:
    """Return each p-value corrected for their number: it holds at a share from there on."""
    order = np.argsort(p_values, kind="stable")
    n = len(order)
    scaled = np.asarray(p_values, dtype=np.float64)[order] * n / np.arange(1, n + 1)
    least = np.minimum.accumulate(scaled[::-1])[::-1].clip(max=1.0)
    found = np.empty(n)
    found[order] = least
    return [float(value) for value in found]
