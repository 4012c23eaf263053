"""Thresholds that are relative to the shop, worked out to numbers.

``{times: 0.5, of: average_purchase_value}`` is half of the shop's own average purchase (revenue
divided by purchases); of any other column it is a multiple of the mean over customers.
``{percentile: 80, of: revenue}`` is the percentile over customers, linear between the two nearest
(type 7 of Hyndman & Fan 1996, numpy's default). Customers without a value are left out.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli.errors import TooLittleDataError
from repurchase_cli.rules.model import PercentileOf, Times

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import numpy.typing as npt

    from repurchase_cli.rules.model import Threshold


def columns_of(thresholds: Mapping[str, Threshold]) -> set[str]:
    """Return the columns of the customer table that relative thresholds need."""
    return {value.of for value in thresholds.values() if isinstance(value, Times | PercentileOf)}


def resolve(
    thresholds: Mapping[str, Threshold],
    shop: Mapping[str, float],
    values: Callable[[str], npt.NDArray[np.float64]],
) -> dict[str, float]:
    """Return every threshold as a number.

    Parameters
    ----------
    thresholds
        Numbers, which stay as they are, and relative ones.
    shop
        The shop's own values by column, such as ``average_purchase_value``; they take the place of
        the mean over customers.
    values
        Gives the values of a column, (n,) float, of those customers who have one.

    Raises
    ------
    TooLittleDataError
        When no customer, and not the shop, has a value that a threshold is relative to.

    References
    ----------
    Hyndman, R. J. & Fan, Y. (1996). Sample quantiles in statistical packages. The American
    Statistician 50, 361-365.
    """
    return {name: _number(name, value, shop, values) for name, value in thresholds.items()}


def _number(
    name: str,
    value: Threshold,
    shop: Mapping[str, float],
    values: Callable[[str], npt.NDArray[np.float64]],
) -> float:
    if isinstance(value, Times):
        base = shop[value.of] if value.of in shop else _mean(values(value.of))
        return _known(name, value.of, value.times * base)
    if isinstance(value, PercentileOf):
        return _known(name, value.of, _percentile(values(value.of), value.percentile))
    return value


def _mean(values: npt.NDArray[np.float64]) -> float:
    return float(values.mean()) if len(values) else math.nan


def _percentile(values: npt.NDArray[np.float64], percentile: float) -> float:
    return float(np.percentile(values, percentile)) if len(values) else math.nan


def _known(name: str, column: str, value: float) -> float:
    if math.isfinite(value):
        return value
    raise TooLittleDataError(
        f"the threshold {name} is relative to {column}, which no customer has",
        hint=f"give it as a number: --set thresholds.{name}=…",
    )
