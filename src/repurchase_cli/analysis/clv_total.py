"""Sums over all customers, with intervals: what customers do, and what the parameters may be.

Single outcomes are independent given the parameters, so their variances add up. What is not known
of the parameters moves all customers together: the slope of the logarithm of the sum by the
log-parameters, times their covariance (the delta method). The interval is that of a log-normal sum.
Each customer's mean discount counts as known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
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


@dataclass(frozen=True, slots=True)
class Sums:
    """Purchases and money of all customers, (2,), and what moves them.

    Attributes
    ----------
    expected
        The expected sums, (2,).
    process
        Variances of the outcomes given the parameters, (2,).
    by_purchases, by_spend
        Slopes by the log-parameters of the transaction model, (p, 2), and of spend, (3, 2).
    """

    expected: Floats
    process: Floats
    by_purchases: Floats
    by_spend: Floats

    def totals(
        self, covariance: Floats, spend_covariance: Floats, *, share: float = 0.9
    ) -> tuple[Total, Total]:
        """Return the intervals, given the covariances of the log-parameters."""
        spread = np.einsum("pi,pq,qi->i", self.by_purchases, covariance, self.by_purchases)
        spread += np.einsum("pi,pq,qi->i", self.by_spend, spend_covariance, self.by_spend)
        number, money = (
            _total(*each, share)
            for each in zip(
                self.expected.tolist(), self.process.tolist(), spread.tolist(), strict=True
            )
        )
        return number, money


def together(sums: Sequence[Sums], maps: Sequence[Floats]) -> Sums:
    """Return the sums of parts that share their parameters.

    Parameters
    ----------
    sums
        Of each part.
    maps
        Of each part, the matrix from the common log-parameters to its own, (p, common).
    """
    slopes = [each.T @ one.by_purchases for each, one in zip(maps, sums, strict=True)]
    return Sums(
        np.sum([one.expected for one in sums], axis=0),
        np.sum([one.process for one in sums], axis=0),
        np.sum(slopes, axis=0),
        np.sum([one.by_spend for one in sums], axis=0),
    )


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
    values, fit, spend, counts, m_x, horizon_days
        As in :func:`sums_of`.
    share
        What an interval holds.
    """
    sums = sums_of(values, fit=fit, spend=spend, counts=counts, m_x=m_x, horizon_days=horizon_days)
    return sums.totals(fit.covariance, spend.covariance, share=share)


def sums_of(
    values: CustomerValues,
    *,
    fit: TransactionFit,
    spend: SpendFit,
    counts: Counts,
    m_x: Floats,
    horizon_days: float = 365.0,
) -> Sums:
    """Return the sums over all customers.

    Parameters
    ----------
    values
        The customers' predictions, made with the same arguments.
    fit, spend, counts, m_x, horizon_days
        As in :func:`repurchase_cli.analysis.clv.customer_values`.
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

    expected = np.array([values.expected_purchases.sum(), values.clv.sum()])
    slopes = _slopes(logs, place) * expected
    process = np.array([values.purchases_variance.sum(), values.clv_variance.sum()])
    return Sums(expected, process, slopes[: len(letters)], slopes[len(letters) :])


def _slopes(logs: Callable[[Floats], Floats], place: Floats) -> Floats:
    """Return the derivatives of two logarithms by each log-parameter, (p, 2)."""
    shifts = _STEP * np.eye(len(place))
    return np.stack([(logs(place + shift) - logs(place - shift)) / (2 * _STEP) for shift in shifts])


def _total(value: float, of_outcomes: float, of_parameters: float, share: float) -> Total:
    """Return the interval of a sum from its variances."""
    if value < _NOTHING:
        return Total(0.0, 0.0, 0.0)
    process = float(np.log1p(min(of_outcomes / value**2, _WIDEST)))
    spread = min(max(of_parameters / value**2, 0.0), np.log(_WIDEST)) + process
    low, high = normal_quantile((1 - share) / 2), normal_quantile((1 + share) / 2)
    ends = np.exp(np.array([low, high]) * np.sqrt(spread) - process / 2)
    return Total(value, *(value * ends).tolist())
