"""Lifetime value: margin times the discounted value of the purchases still to come.

``clv`` = margin × discounted expected purchases in the horizon × expected value of a purchase; the
purchases already made are no part of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.clv_possible import possible_parameters
from repurchase_cli.analysis.predict import next_purchase, purchases
from repurchase_cli.analysis.predict_outcomes import outcomes

if TYPE_CHECKING:
    from repurchase_cli.analysis.counts import Counts
    from repurchase_cli.analysis.fitting_transactions import TransactionFit
    from repurchase_cli.analysis.gamma_gamma import SpendFit

Floats = NDArray[np.float64]

#: A next purchase is given where at least one within the horizon is as likely as not.
LIKELY = 0.5
_NOTHING = 1e-100


@dataclass(frozen=True, slots=True)
class CustomerValues:
    """Predictions for N customers, in their order; each array is (N,).

    Attributes
    ----------
    p_alive
        The chance of being active now.
    expected_purchases, purchases_low, purchases_high
        In the horizon: the mean, and what the number lies between in 90% of cases.
    expected_purchase_value
        In the currency.
    clv, clv_low, clv_high
        In the currency: the mean, and what the value lies between in 90% of cases.
    next_days, next_low, next_high
        Days from now to the next purchase, given that there is one: the median, and what 90% lie
        between. NaN, for none, where a purchase within the horizon is less likely than not.
    purchases_variance, clv_variance
        Of single outcomes, for the intervals of sums.
    """

    p_alive: Floats
    expected_purchases: Floats
    purchases_low: Floats
    purchases_high: Floats
    expected_purchase_value: Floats
    clv: Floats
    clv_low: Floats
    clv_high: Floats
    next_days: Floats
    next_low: Floats
    next_high: Floats
    purchases_variance: Floats
    clv_variance: Floats


def customer_values(
    *,
    fit: TransactionFit,
    spend: SpendFit,
    counts: Counts,
    m_x: Floats,
    horizon_days: float = 365.0,
    yearly_rate: float = 0.10,
    margin: Floats | float = 1.0,
    share: float = 0.9,
    seed: int = 0,
) -> CustomerValues:
    """Predict every customer.

    Parameters
    ----------
    fit, spend
        The fitted models.
    counts
        The customers, in the unit of ``fit``.
    m_x
        (N,) mean value of the repeat purchases; not looked at where x is 0.
    horizon_days, yearly_rate
        How far to look, and the discount a year.
    margin
        Share of revenue that is margin, one or (N,).
    share
        What an interval holds.
    seed
        Of the draws of parameters.

    Notes
    -----
    Intervals are of the outcome: chance of purchases, chance of amounts, and what is not known of
    the parameters. The discount within an interval is the customer's mean discount.
    """
    t = horizon_days / counts.unit_days
    ahead = purchases(fit.model, counts, t=t, yearly_rate=yearly_rate)
    possible = possible_parameters(fit, spend, counts, m_x, seed=seed)
    found = outcomes(possible, counts, t=t, mean_spend=spend.mean, share=share)
    soon = next_purchase(fit.model, counts, share=share)
    likely = ahead.some >= LIKELY

    x = counts.x[counts.inverse]
    value = spend.model.expected_value(x, m_x, otherwise=spend.mean)
    discount = counts.scatter(
        np.minimum(ahead.discounted / np.maximum(ahead.expected, _NOTHING), 1.0)
    )
    unit = margin * discount * (spend.model.gamma + np.where(x > 0, x * np.nan_to_num(m_x), 0.0))
    clv = margin * counts.scatter(ahead.discounted) * value

    def days(time: Floats) -> Floats:
        return counts.scatter(np.where(likely, time * counts.unit_days, np.nan))

    return CustomerValues(
        p_alive=counts.scatter(ahead.p_alive),
        expected_purchases=counts.scatter(ahead.expected),
        purchases_low=counts.scatter(found.purchases_low),
        purchases_high=counts.scatter(found.purchases_high),
        expected_purchase_value=value,
        clv=clv,
        clv_low=unit * counts.scatter(found.worth_low),
        clv_high=unit * counts.scatter(found.worth_high),
        next_days=days(soon.median),
        next_low=days(soon.low),
        next_high=days(soon.high),
        purchases_variance=counts.scatter(found.purchases_variance),
        clv_variance=unit**2 * counts.scatter(found.worth_variance),
    )
