"""Expected purchases, discounted and not, and the next one, against sums and simulation."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis import counts
from repurchase_cli.analysis.fitting_transactions import MODELS, TransactionModel
from repurchase_cli.analysis.predict import (
    cumulative_repeats,
    expected_purchases,
    next_purchase,
    purchases,
)
from repurchase_cli.analysis.predict_smooth import knots_of
from tests.analysis.simulated import shop

PLACE = (0.6, 8.0, 0.8, 2.5)
MODEL_NAMES = [("bg-nbd", 1), ("mbg-nbd", 1), ("pareto-nbd", 1), ("mbg-cnbd-k", 3)]
CUSTOMERS = counts.of_times(
    np.array([0, 0, 1, 2, 4, 12]),
    np.array([0, 0, 3, 30.0, 40, 50]),
    np.array([2, 90, 60, 38.0, 41, 52]),
    unit_days=7.0,
)


def model(name: str, k: int) -> TransactionModel:
    return MODELS[name](*PLACE, **({"k": k} if name.endswith("-k") else {}))


@pytest.mark.parametrize(("name", "k"), MODEL_NAMES)
def test_the_expectation_is_the_sum_of_the_chances(name: str, k: int) -> None:
    found = model(name, k)
    numbers = np.arange(1.0, 400.0)
    whole = expected_purchases(found, CUSTOMERS, 26.0)
    for i, x in enumerate(CUSTOMERS.x.tolist()):
        tails = found.purchase_tail(numbers, 26.0, x, CUSTOMERS.T[i : i + 1])[:, 0].sum(axis=1)
        alive = found.p_alive(CUSTOMERS)[i] * found.phases(CUSTOMERS)[:, i]
        assert whole[i] == pytest.approx(float(alive @ tails), rel=1e-5)


@pytest.mark.parametrize(("name", "k"), MODEL_NAMES)
def test_a_discount_by_many_small_steps(name: str, k: int) -> None:
    found, t, steps = model(name, k), 52.0, 2000
    curve = np.array(
        [expected_purchases(found, CUSTOMERS, t * i / steps) for i in range(0, steps + 1, 8)]
    )
    middle = (np.arange(len(curve) - 1) + 0.5) * t * 8 / steps
    factor = 1.1 ** -(middle * 7 / 365)
    ahead = purchases(found, CUSTOMERS, t=t, yearly_rate=0.1)
    assert ahead.discounted == pytest.approx(factor @ np.diff(curve, axis=0), rel=1e-5)
    assert np.all(ahead.discounted < ahead.expected)
    assert purchases(found, CUSTOMERS, t=t).discounted == pytest.approx(ahead.expected)


def test_what_really_comes() -> None:
    for name, k in MODEL_NAMES:
        made = shop(6000, seed=11, model=name, r=0.6, alpha=8.0, one=0.8, two=2.5, k=k)
        found = model(name, k)
        ahead = purchases(found, made.counts, t=52.0)
        expected = made.counts.scatter(ahead.expected)
        for group in (
            made.counts.x[made.counts.inverse] == 0,
            made.counts.x[made.counts.inverse] > 2,
        ):
            error = made.later[group].std() / np.sqrt(group.sum())
            assert made.later[group].mean() == pytest.approx(expected[group].mean(), abs=4 * error)
        some = made.counts.scatter(ahead.some)
        assert np.mean(made.later > 0) == pytest.approx(some.mean(), abs=0.02)
        alive = made.counts.scatter(ahead.p_alive)
        assert np.mean(made.alive) == pytest.approx(alive.mean(), abs=0.02), name


def test_the_next_purchase_comes_when_it_is_due() -> None:
    for name, k in MODEL_NAMES:
        made = shop(
            4000, seed=12, model=name, r=0.9, alpha=5.0, one=0.8, two=2.5, k=k, horizon=5000.0
        )
        found = MODELS[name](0.9, 5.0, 0.8, 2.5, **({"k": k} if k > 1 else {}))
        soon = next_purchase(found, made.counts)
        came = np.isfinite(made.later_first)
        low, median, high = (
            made.counts.scatter(part)[came] for part in (soon.low, soon.median, soon.high)
        )
        first = made.later_first[came]
        assert np.mean(first < median) == pytest.approx(0.5, abs=0.04), name
        assert np.mean((low <= first) & (first <= high)) == pytest.approx(0.9, abs=0.025), name


def test_new_customers_repeat_as_they_are_expected_to() -> None:
    for name, k in MODEL_NAMES:
        made = shop(6000, seed=13, model=name, r=0.6, alpha=8.0, one=0.8, two=2.5, k=k, horizon=0.0)
        expected = cumulative_repeats(model(name, k), ages=made.counts.T, customers=made.counts.n)
        assert made.counts.repeats == pytest.approx(expected, rel=0.06), name


def test_nobody_repeats_before_the_first_purchase() -> None:
    found = model("bg-nbd", 1)
    assert cumulative_repeats(found, ages=np.array([-3.0, 0.0]), customers=np.ones(2)) == 0.0


def test_knots_carry_smooth_functions() -> None:
    for low, fewest, most in ((1.0, 15, 20), (0.01, 30, 45)):
        values = np.geomspace(low, 50, 500)
        knots, matrix = knots_of(values)
        assert fewest <= len(knots) <= most
        assert matrix @ (1 - (1 + knots) ** -3.5) == pytest.approx(
            1 - (1 + values) ** -3.5, abs=1e-8
        )
    few, same = knots_of(np.array([3.0, 1.0, 3.0]))
    assert (same @ few).tolist() == [3.0, 1.0, 3.0]
