"""Small shops: what customers of a class brought in a past period, instead of a model.

With fewer than :data:`ENOUGH` repeat customers the parameters of a model would say little. Then a
customer is expected to do what customers who were of the same class at the start of a past period
did in it, on average. Classes must be those at the *start* of the period: those who are loyal now
because they bought in it would look better than they are.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Fewer repeat customers than this get class averages.
ENOUGH = 50
_DAYS_A_YEAR = 365.0


@dataclass(frozen=True, slots=True)
class ClassAverages:
    """Predictions from class averages, (N,) each; not from a model.

    Attributes
    ----------
    expected_purchases, purchases_low, purchases_high
        In the horizon: the mean, and what 90% of the class lay between.
    expected_purchase_value
        In the currency; 0 where the class bought nothing.
    clv, clv_low, clv_high
        In the currency.
    customers
        How many customers the average is from; where the class had none, all of them.
    """

    expected_purchases: Floats
    purchases_low: Floats
    purchases_high: Floats
    expected_purchase_value: Floats
    clv: Floats
    clv_low: Floats
    clv_high: Floats
    customers: Ints


def class_averages(
    *,
    then: Ints,
    purchases: Ints,
    revenue: Floats,
    now: Ints,
    period_days: float,
    horizon_days: float = 365.0,
    yearly_rate: float = 0.10,
    margin: Floats | float = 1.0,
    share: float = 0.9,
) -> ClassAverages:
    """Return what customers of each class are expected to bring.

    Parameters
    ----------
    then
        (M,) class at the start of a past period, of the customers known then.
    purchases, revenue
        (M,) what they bought in the period.
    now
        (N,) class of the customers to predict.
    period_days, horizon_days
        Lengths; the period's outcomes are scaled to the horizon.
    yearly_rate
        The discount; a purchase counts as in the middle of the horizon.
    margin
        Share of revenue that is margin, one or (N,).
    share
        What an interval holds.
    """
    scale = horizon_days / period_days
    discount = (1 + yearly_rate) ** (-horizon_days / 2 / _DAYS_A_YEAR)
    found = np.zeros((7, len(now)))
    for each in np.unique(now).tolist():
        rows = then == each if bool((then == each).any()) else np.ones(len(then), bool)
        found[:, now == each] = _of_class(purchases[rows], revenue[rows], scale, share)[:, None]
    number, low, high, money, money_low, money_high, customers = found
    return ClassAverages(
        expected_purchases=number,
        purchases_low=low,
        purchases_high=high,
        expected_purchase_value=money / np.where(number > 0, number, 1.0),
        clv=margin * discount * money,
        clv_low=margin * discount * money_low,
        clv_high=margin * discount * money_high,
        customers=customers.astype(np.int64),
    )


def _of_class(purchases: Ints, revenue: Floats, scale: float, share: float) -> Floats:
    """Return mean, low and high of purchases and of revenue, and the number of customers, (7,)."""
    if not len(purchases):
        return np.zeros(7)
    levels = ((1 - share) / 2, (1 + share) / 2)
    parts = [
        value * scale
        for values in (purchases, revenue)
        for value in (values.mean(), *np.quantile(values, levels))
    ]
    return np.array([*parts, len(purchases)])
