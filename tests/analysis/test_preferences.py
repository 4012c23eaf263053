"""How much the shop's own shares weigh: by hand, and in shops whose answer is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from repurchase_cli.analysis.preferences import FEW, prior_weight


def test_by_hand() -> None:
    # half way from chance (.2) to certainty: as much is the shop's as the customer's
    assert prior_weight(0.6, 0.2, FEW) == pytest.approx(1)
    assert prior_weight(0.4, 0.2, FEW) == pytest.approx(3)
    assert prior_weight(1, 0.2, FEW) == 0


def test_customers_who_agree_no_more_than_anybody_have_no_preferences() -> None:
    assert math.isinf(prior_weight(0.2, 0.2, FEW))
    assert math.isinf(prior_weight(0.1, 0.2, 1000))


def test_few_customers_and_a_single_value_tell_nothing() -> None:
    assert prior_weight(0.2, 0.2, FEW - 1) == 0
    assert prior_weight(1, 1, FEW) == 0


@pytest.mark.parametrize("weight", [1, 4])
def test_the_weight_of_a_simulated_shop(weight: float) -> None:
    """Shares of customers drawn from a Dirichlet distribution: its weight is found again."""
    rng = np.random.default_rng(5)
    shop = np.array([0.5, 0.3, 0.15, 0.05])
    shares = rng.dirichlet(weight * shop, 4000)
    n = rng.integers(2, 12, 4000)
    bought = np.array([rng.multinomial(*pair) for pair in zip(n, shares, strict=True)])
    agreement = ((bought * (bought - 1)).sum(1) / (n * (n - 1))).mean()
    of_shop = bought.sum(0) / bought.sum()
    assert prior_weight(agreement, (of_shop**2).sum(), 4000) == pytest.approx(weight, rel=0.1)
