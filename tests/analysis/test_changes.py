"""Changes between two periods: against brute force, exact tests and simulated shops."""

from __future__ import annotations

import math

import numpy as np
import pytest

from repurchase_cli.analysis import changes
from repurchase_cli.analysis.changes import Estimate, Parts
from repurchase_cli.analysis.rates import rate


def shop(seed: int, n: int = 400) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return purchases and revenue of customers in two months in which nothing changes."""
    draw = np.random.default_rng(seed)
    rates = draw.gamma(0.8, 0.6, n)
    bought = [draw.poisson(rates).astype(float) for _ in range(2)]
    paid = [each * draw.lognormal(3, 0.6, n) for each in bought]
    return bought[0], bought[1], paid[0], paid[1]


def bootstrap(seed: int, of: object, *sides: np.ndarray) -> float:
    """Return the standard deviation of a change over shops redrawn by customers (Poisson)."""
    draw = np.random.default_rng(seed)
    weights = draw.poisson(1.0, (4000, len(sides[0]))).astype(float)
    return float(np.std([of(*(side * row for side in sides)) for row in weights]))  # type: ignore[operator]


def half(estimate: Estimate) -> float:
    return (estimate.high - estimate.low) / 2


def test_a_sum_varies_as_much_as_in_redrawn_shops() -> None:
    _, _, now, before = shop(1)
    found = changes.total_change(now, before)
    assert found.value == pytest.approx(now.sum() - before.sum())
    drawn = bootstrap(2, lambda a, b: a.sum() - b.sum(), now, before)
    assert half(found) == pytest.approx(1.96 * drawn, rel=0.1)


def test_a_ratio_varies_as_much_as_in_redrawn_shops() -> None:
    n_now, n_before, now, before = shop(3)
    found = changes.ratio_change(Parts(now, n_now), Parts(before, n_before))
    drawn = bootstrap(
        4, lambda a, b, c, d: a.sum() / b.sum() - c.sum() / d.sum(), now, n_now, before, n_before
    )
    assert half(found) == pytest.approx(1.96 * drawn, rel=0.1)


@pytest.mark.parametrize("n", range(1, 40))
def test_counts_agree_with_the_toss_of_a_coin(n: int) -> None:
    """All customers of now are new: 2 × 0.5^n is the chance of as much by tosses of a coin."""
    found = changes.total_change(np.ones(n), np.zeros(n))
    assert found.beyond_chance == (2 * 0.5**n < 0.05)


def test_one_customer_shows_nothing_and_nobody_tells_nothing() -> None:
    assert changes.total_change(np.array([1e6]), np.array([0.0])).beyond_chance is False
    alone = Parts(np.array([10.0]), np.array([1.0])), Parts(np.array([30.0]), np.array([1.0]))
    assert changes.ratio_change(*alone).beyond_chance is None
    nobody = Parts(np.array([0.0]), np.array([0.0]))
    assert math.isnan(changes.ratio_change(alone[0], nobody).value)
    assert changes.median(np.array([]), np.array([], dtype=np.int64)) == changes.UNKNOWN
    assert changes.median(np.array([3.0, 4.0]), np.array([1, 2])).beyond_chance is None


def test_rates_by_the_published_example() -> None:
    """Newcombe 1998, table II: 56/70 and 48/80, method 10: 0.0524 to 0.3339."""
    sides = [rate(56, 70), rate(48, 80)]
    found = changes.difference(*(Estimate(side.value, side.low, side.high) for side in sides))
    assert found == pytest.approx((0.2, 0.0524, 0.3339), abs=5e-5)


def test_medians_are_covered() -> None:
    draw = np.random.default_rng(5)
    hits = 0
    for _ in range(400):
        customers = np.repeat(np.arange(120), draw.integers(1, 4, 120))
        typical = np.exp(draw.normal(3, 0.4, 120))
        values = draw.exponential(typical[customers])
        found = changes.median(values, customers)
        hits += found.low <= 13.3 <= found.high  # the median of such values
    assert 0.9 <= hits / 400 <= 0.99


def test_what_is_usual() -> None:
    assert changes.usual_change(np.array([1.0, 3.0, 2.0, 6.0])) == pytest.approx(7 / 3)
    assert math.isnan(changes.usual_change(np.array([1.0, 3.0, 2.0])))
    gap = np.array([1.0, 3.0, math.nan, 6.0, 5.0, 5.0])
    assert changes.usual_change(gap) == pytest.approx(1.0)


def test_hardly_any_month_in_which_nothing_changes_seems_to() -> None:
    seems = [
        (
            changes.total_change(paid, paid_before).beyond_chance is True,
            changes.ratio_change(Parts(paid, n), Parts(paid_before, n_before)).beyond_chance
            is True,
        )
        for n, n_before, paid, paid_before in map(shop, range(400))
    ]
    assert max(np.mean(seems, axis=0)) < 0.08
