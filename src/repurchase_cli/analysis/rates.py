"""Shares of customers, with the interval that their number allows.

The interval is Wilson's score interval (Wilson 1927, JASA 22:209; equation 4 of Brown, Cai &
DasGupta 2001): unlike the usual ± it stays between 0 and 1, and holds for few customers and for
shares near 0 and 1.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

#: The 97.5% quantile of the normal distribution: 95% intervals.
Z = 1.959963984540054


class Rate(NamedTuple):
    """A share with its 95% interval and what it is made of; NaN without a denominator."""

    value: float
    low: float
    high: float
    numerator: int
    denominator: int


def rate(numerator: int, denominator: int) -> Rate:
    """Return a share of customers with its Wilson interval."""
    if not denominator:
        return Rate(math.nan, math.nan, math.nan, numerator, denominator)
    share = numerator / denominator
    weight = Z * Z / denominator
    centre = (share + weight / 2) / (1 + weight)
    spread = (share * (1 - share) + weight / 4) / denominator
    half = Z / (1 + weight) * math.sqrt(spread)
    low = 0.0 if numerator == 0 else centre - half
    high = 1.0 if numerator == denominator else centre + half
    return Rate(share, low, high, numerator, denominator)


class Mean(NamedTuple):
    """A mean with its 95% interval; the bounds are NaN for fewer than two values."""

    value: float
    low: float
    high: float
    total: float
    n: int


def mean(values: Collection[float]) -> Mean:
    """Return a mean and its interval, by Student's distribution; the order does not matter.

    The sums are exact and rounded once (Shewchuk 1997), whatever the order of their terms.
    """
    n = len(values)
    if not n:
        return Mean(math.nan, math.nan, math.nan, 0.0, 0)
    total = math.fsum(values)
    value = total / n
    if n == 1:
        return Mean(value, math.nan, math.nan, total, 1)
    from scipy.special import stdtrit  # type: ignore[import-untyped]  # noqa: PLC0415 - costly

    squares = math.fsum((x - value) ** 2 for x in values)
    half = float(stdtrit(n - 1, 0.975)) * math.sqrt(squares / (n - 1) / n)
    return Mean(value, value - half, value + half, total, n)


def mean_of_sums(n: int, total: float, squares: float) -> Mean:
    """Return a mean and its interval from the sum of ``n`` values and that of their squares.

    For counts, whose sums are exact; of other values the difference of the two may lose digits.
    """
    if n < 2:
        return Mean(total / n if n else math.nan, math.nan, math.nan, total, n)
    from scipy.special import stdtrit  # noqa: PLC0415 - costly

    value = total / n
    variance = max(squares - total * value, 0.0) / (n - 1)
    half = float(stdtrit(n - 1, 0.975)) * math.sqrt(variance / n)
    return Mean(value, value - half, value + half, total, n)
