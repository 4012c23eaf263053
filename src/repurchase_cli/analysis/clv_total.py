"""Sums over all customers, with intervals: what customers do, and what the parameters may be.

Single outcomes are independent given the parameters, so their variances add up. What is not known
of the parameters moves all customers together: the slope of the logarithm of the sum by the
log-parameters, times their covariance (the delta method). The interval is that of a log-normal sum.
Each customer's mean discount counts as known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.fitting_transactions import builder
from repurchase_cli.analysis.gamma_gamma import GammaGamma
from repurchase_cli.analysis.predict import expected_purchases
from repurchase_cli.analysis.special_functions import normal_quantile

if TYPE_CHECKING:
    from repurchase_cli.analysis.clv import CustomerValues
    from repurchase_cli.analysis.counts import Counts
    from repurchase_cli.analysis.fitting_transactions import TransactionFit
    from repurchase_cli.analysis.gamma_gamma import SpendFit

Floats = NDArray[np.float64]

_SAMPLE = 5000
_STEP = 1e-3
_WIDEST = 1e6
_NOTHING = 1e-100


@dataclass(frozen=True, slots=True)
class Total:
    """An expected sum and the interval of the sum that will be."""

    value: float
    low: float
    high: float


def totals(
    values: CustomerValues,
    *,
    fit: TransactionFit,
    spend: SpendFit,
    counts: Counts,
    m_x: Floats,
    horizon_days: float = 365.0,
    share: float = 0.9,
) -> tuple[Total, Total]:
    """Return the expected purchases and the lifetime value of all customers.

    Parameters
    ----------
    values
        The customers' predictions, made with the same arguments.
    fit, spend, counts, m_x, horizon_days
        As in :func:`repurchase_cli.analysis.clv.customer_values`.
    share
        What an interval holds.
    """
    rows = np.arange(0, len(counts.inverse), max(1, len(counts.inverse) // _SAMPLE))
    few, their_m_x = counts.of_customers(rows), np.nan_to_num(m_x[rows])
    t, x = horizon_days / counts.unit_days, counts.x[counts.inverse[rows]]
    unit = few.scatter(expected_purchases(fit.model, few, t)) * values.expected_purchase_value[rows]
    weight = values.clv[rows] / np.maximum(unit, 1e-300)  # margin and mean discount
    letters = fit.model.letters
    place = np.log(
        [getattr(fit.model, letter) for letter in letters]
        + [getattr(spend.model, letter) for letter in spend.model.letters]
    )
    build = builder(fit.name, getattr(fit.model, "k", 1))

    def logs(at: Floats) -> Floats:
        expected = expected_purchases(build(at[: len(letters)]), few, t)
        worth = GammaGamma(*np.exp(at[len(letters) :]).tolist()).expected_value(
            x, their_m_x, otherwise=spend.mean
        )
        sums = np.array([few.n @ expected, weight @ (few.scatter(expected) * worth)])
        return np.asarray(np.log(np.maximum(sums, 1e-300)))

    slopes = _slopes(logs, place)
    number = slopes[: len(letters)].T @ fit.covariance @ slopes[: len(letters)]
    money = slopes[len(letters) :].T @ spend.covariance @ slopes[len(letters) :]
    return (
        _total(
            float(values.expected_purchases.sum()), values.purchases_variance, number[0, 0], share
        ),
        _total(float(values.clv.sum()), values.clv_variance, number[1, 1] + money[1, 1], share),
    )


def _slopes(logs: Callable[[Floats], Floats], place: Floats) -> Floats:
    """Return the derivatives of two logarithms by each log-parameter, (p, 2)."""
    shifts = _STEP * np.eye(len(place))
    return np.stack([(logs(place + shift) - logs(place - shift)) / (2 * _STEP) for shift in shifts])


def _total(value: float, variances: Floats, of_parameters: float, share: float) -> Total:
    if value < _NOTHING:
        return Total(0.0, 0.0, 0.0)
    process = float(np.log1p(min(float(variances.sum()) / value**2, _WIDEST)))
    spread = min(max(of_parameters, 0.0), np.log(_WIDEST)) + process
    low, high = normal_quantile((1 - share) / 2), normal_quantile((1 + share) / 2)
    ends = np.exp(np.array([low, high]) * np.sqrt(spread) - process / 2)
    return Total(value, *(value * ends).tolist())
