"""The chance of coming back while an offer is valid, by hand."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.campaigns import value
from repurchase_cli.campaigns.model import Offer

#: 20% are back by day 10, half by day 20, 60% by day 40; nobody later.
CURVES = {
    0: (np.array([10, 20, 40]), np.array([0.2, 0.5, 0.6])),
    2: (np.array([5]), np.array([1.0])),
}


def chance(purchases: int, waited: int, valid: int) -> float:
    return float(value.chances(CURVES, np.array([purchases]), np.array([waited]), valid)[0])


def test_the_chance_is_of_those_who_are_still_waiting() -> None:
    assert chance(1, 0, 9) == 0
    assert chance(1, 0, 10) == pytest.approx(0.2)
    assert chance(1, 10, 10) == pytest.approx((0.5 - 0.2) / 0.8)
    assert chance(1, 19, 1) == pytest.approx(0.3 / 0.8)
    assert chance(1, 20, 100) == pytest.approx(0.1 / 0.5)
    assert chance(1, 40, 100) == 0


def test_the_curve_is_that_of_as_many_purchases_and_the_last_stands_for_more() -> None:
    assert chance(2, 0, 5) == chance(9, 0, 5) == 1
    assert chance(2, 5, 5) == 0  # all have come back by then: nobody to learn from


def test_a_coupon_costs_what_it_takes_off_when_it_is_used() -> None:
    half, average = np.array([0.5]), np.array([200.0])

    def worth(offer: Offer) -> float:
        return float(value.values(offer, half, average, 0.4)[0])

    assert worth(Offer()) == pytest.approx(0.5 * 80)
    assert worth(Offer(kind="amount", value=30)) == pytest.approx(0.5 * 50)
    assert worth(Offer(kind="percent", value=10)) == pytest.approx(0.5 * 60)
    assert worth(Offer(kind="points", value=500)) == pytest.approx(0.5 * 80)
