"""Frequency and spend: whether customers who buy more often also spend more each time.

The spend model assumes that they do not.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.special_functions import normal_quantile

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_FEWEST = 4
#: A mean of equal amounts is the amount but for rounding, which is no difference between customers.
_DIGITS, _LEAST = 9, 1e-300


@dataclass(frozen=True, slots=True)
class SpendCorrelation:
    """Rank correlation of x and m_x over the customers with repeat purchases.

    Attributes
    ----------
    spearman, low, high
        The correlation of ranks, which single large orders do not sway, and its 95% interval.
    pearson
        The plain correlation, as in the paper.
    customers
        How many it is from; with fewer than four all is 0 and the interval is -1 to 1.
    """

    spearman: float
    low: float
    high: float
    pearson: float
    customers: int


def correlation(*, x: Ints, m_x: Floats) -> SpendCorrelation:
    """Return how frequency and spend go together.

    Parameters
    ----------
    x
        (N,) repeat purchases.
    m_x
        (N,) their mean value; not looked at where x is 0.

    References
    ----------
    Bonett, D. G. & Wright, T. A. (2000). Sample size requirements for estimating Pearson, Kendall
    and Spearman correlations. Psychometrika 65, 23-28: the variance of Fisher's z of a rank
    correlation is (1 + ρ²/2) / (n - 3).
    """
    known = (x > 0) & np.isfinite(m_x)
    often, value = x[known].astype(float), m_x[known]
    value = np.round(value / max(float(np.abs(value).max(initial=0.0)), _LEAST), _DIGITS)
    if len(often) < _FEWEST or np.ptp(often) == 0 or np.ptp(value) == 0:
        return SpendCorrelation(0.0, -1.0, 1.0, 0.0, len(often))
    rho = _pearson(_ranks(often), _ranks(value))
    width = normal_quantile(0.975) * np.sqrt((1 + rho**2 / 2) / (len(often) - 3))
    middle = np.arctanh(np.clip(rho, -0.999999, 0.999999))
    low, high = np.tanh([middle - width, middle + width]).tolist()
    return SpendCorrelation(rho, low, high, _pearson(often, value), len(often))


def _pearson(one: Floats, other: Floats) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def _ranks(values: Floats) -> Floats:
    """Return ranks, equal values sharing their mean rank."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse])
