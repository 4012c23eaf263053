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

    import numpy.typing as npt


def adjusted(
    p_values: Sequence[float] | npt.NDArray[np.float64], tests: int | None = None
) -> list[float]:
    """Return each p-value corrected for their number: it holds at a share from there on.

    ``tests`` is the number of all tests that were made, where more were made than are given: those
    that are not given count as if they had found nothing.
    """
    order = np.argsort(p_values, kind="stable")
    n = len(order)
    factor = (tests or n) / np.arange(1, n + 1)
    scaled = np.asarray(p_values, dtype=np.float64)[order] * factor
    least = np.minimum.accumulate(scaled[::-1])[::-1].clip(max=1.0)
    found = np.empty(n)
    found[order] = least
    return [float(value) for value in found]
