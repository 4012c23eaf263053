"""What a campaign changed: published intervals, cases by hand, properties, simulated shops."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
import pytest
from scipy import stats  # type: ignore[import-untyped]

from repurchase_cli.analysis.lift import Assigned, Lift, lift


def assigned(
    contacted: npt.ArrayLike,
    bought: npt.ArrayLike,
    revenue: npt.ArrayLike | None = None,
    *,
    stratum: npt.ArrayLike | None = None,
    customer: npt.ArrayLike | None = None,
) -> Assigned:
    """Return customers of one stratum, each once and each purchase worth 100, unless given."""
    arm, outcome = np.asarray(contacted, bool), np.asarray(bought, bool)
    n = len(arm)
    return Assigned(
        arm,
        np.zeros(n, np.int64) if stratum is None else np.asarray(stratum, np.int64),
        np.arange(n) if customer is None else np.asarray(customer, np.int64),
        outcome,
        outcome * 100.0 if revenue is None else np.asarray(revenue, np.float64),
    )


def counts(buyers: int, contacted: int, control_buyers: int, control: int) -> Assigned:
    """Return two arms of so many customers, of whom so many bought."""
    arm = np.repeat([True, False], [contacted, control])
    bought = np.concatenate([np.arange(contacted) < buyers, np.arange(control) < control_buyers])
    return assigned(arm, bought)


def found(of: Assigned) -> Lift:
    """Return the lift of arms that can be compared."""
    result = lift(of)
    assert result is not None
    return result


@pytest.mark.parametrize(
    ("arms", "low", "high"),
    [
        ((56, 70, 48, 80), 0.0524, 0.3339),
        ((9, 10, 3, 10), 0.1705, 0.8090),
        ((6, 7, 2, 7), 0.0582, 0.8062),
        ((5, 56, 0, 29), -0.0381, 0.1926),
        ((0, 10, 0, 20), -0.1611, 0.2775),
        ((0, 10, 0, 10), -0.2775, 0.2775),
        ((10, 10, 0, 20), 0.6791, 1.0),
        ((10, 10, 0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_is_newcombes(
    arms: tuple[int, int, int, int], low: float, high: float
) -> None:
    """Newcombe 1998, table II, method 10."""
    rate = found(counts(*arms)).rate
    assert rate.value == pytest.approx(arms[0] / arms[1] - arms[2] / arms[3])
    assert (rate.low, rate.high) == pytest.approx((low, high), abs=5e-5)


def test_the_p_value_is_that_of_the_chi_squared_test() -> None:
    table = [[120, 780], [9, 111]]
    expected = stats.chi2_contingency(table, correction=False).pvalue
    assert found(counts(120, 900, 9, 120)).p_value == pytest.approx(expected)


def test_customers_needed_are_those_of_the_textbook() -> None:
    """``power.prop.test(p1 = 0.15, p2 = 0.10, power = 0.8)`` of R gives n = 685.6 per arm."""
    assert found(counts(15, 100, 10, 100)).customers_needed == 1372


def test_what_can_be_detected_is_detected_four_times_of_five() -> None:
    smallest = found(counts(50, 500, 50, 500)).detectable
    assert smallest == pytest.approx((1.959964 + 0.841621) * math.sqrt(0.1 * 0.9 * 2 / 500))


def test_without_control_there_is_no_lift() -> None:
    assert lift(assigned([True] * 5, [True, False, True, False, True])) is None


def test_when_nobody_bought_nothing_was_changed() -> None:
    result = found(counts(0, 90, 0, 10))
    assert result.rate.value == 0
    assert result.rate.low < 0 < result.rate.high
    assert result.p_value == 1
    assert result.revenue == (0, 0, 0)
    assert result.customers_needed is None


@pytest.mark.parametrize("everybody", [False, True])
def test_when_all_did_alike_in_every_share_nothing_was_changed(everybody: bool) -> None:
    """The weights of 1, 1 and 7 of 9 add up to a little more than 1."""
    stratum = np.repeat([0, 1, 2, 0, 1, 2], [1, 1, 7, 1, 1, 1])
    result = found(assigned(np.arange(12) < 9, [everybody] * 12, stratum=stratum))
    assert result.rate.value == pytest.approx(0)
    assert result.p_value == pytest.approx(1)
    assert result.control_rate == everybody


def test_different_shares_are_compared_each_within_itself() -> None:
    """A good month with half left alone, a bad one with a tenth: the campaign changed nothing.

    Pooled, the contacted bought 0.5 × 50 + 0.1 × 90 of 140, control 0.5 × 50 + 0.1 × 10 of 60: a
    campaign that seems to do harm.
    """
    arm = np.repeat([True, False, True, False], [50, 50, 90, 10])
    bought = np.concatenate([np.arange(n) < k for n, k in ((50, 25), (50, 25), (90, 9), (10, 1))])
    stratum = np.repeat([0, 1], [100, 100])
    result = found(assigned(arm, bought, stratum=stratum))
    assert result.rate.value == pytest.approx(0)
    assert result.revenue.value == pytest.approx(0)
    assert result.control_rate == pytest.approx((0.5 * 50 + 0.1 * 90) / 140)
    assert found(assigned(arm, bought)).rate.value == pytest.approx(34 / 140 - 26 / 60)


def test_a_stratum_that_left_nobody_alone_does_not_count() -> None:
    arm = np.repeat([True, False, True], [20, 20, 60])
    bought = np.concatenate([np.arange(20) < 8, np.arange(20) < 4, np.arange(60) < 60])
    stratum = np.repeat([0, 1], [40, 60])
    assert found(assigned(arm, bought, stratum=stratum)).rate.value == pytest.approx(0.2)


def test_a_customer_twice_tells_no_more_than_once() -> None:
    once = found(counts(30, 150, 10, 100))
    two = counts(30, 150, 10, 100)
    twice = found(
        assigned(
            np.tile(two.contacted, 2), np.tile(two.bought, 2), customer=np.tile(np.arange(250), 2)
        )
    )
    assert twice.rate == pytest.approx(once.rate)
    assert twice.p_value == pytest.approx(once.p_value)


def test_doubled_amounts_double_money_and_nothing_else() -> None:
    random = np.random.default_rng(3)
    arm = random.random(400) < 0.8
    bought = random.random(400) < 0.3
    revenue = bought * random.lognormal(4, 1, 400)
    one, two = (found(assigned(arm, bought, revenue * factor)) for factor in (1, 2))
    assert two.revenue == pytest.approx(one.revenue.times(2))
    assert two.rate == one.rate
    assert two.p_value == one.p_value


def test_the_order_of_customers_does_not_matter() -> None:
    random = np.random.default_rng(4)
    arm, bought = random.random(300) < 0.7, random.random(300) < 0.2
    revenue = bought * random.lognormal(4, 1, 300)
    order = random.permutation(300)
    one = found(assigned(arm, bought, revenue))
    other = found(assigned(arm[order], bought[order], revenue[order]))
    assert other.rate == pytest.approx(one.rate)
    assert other.revenue == pytest.approx(one.revenue)


def _shops(shops: int, rate: float, control_rate: float) -> list[Lift]:
    """Return the lifts of shops with 1,000 customers, a tenth left alone, amounts far apart."""
    random = np.random.default_rng(11)
    lifts = []
    for _ in range(shops):
        arm = random.random(1000) >= 0.1
        bought = random.random(1000) < np.where(arm, rate, control_rate)
        lifts.append(found(assigned(arm, bought, bought * random.lognormal(5, 0.8, 1000))))
    return lifts


def test_of_500_shops_the_intervals_cover_what_the_campaign_did() -> None:
    lifts = _shops(500, 0.18, 0.12)
    worth = 0.06 * math.exp(5 + 0.8**2 / 2)
    covered = sum(one.rate.low <= 0.06 <= one.rate.high for one in lifts)
    money = sum(one.revenue.low <= worth <= one.revenue.high for one in lifts)
    assert 465 <= covered <= 485
    assert 465 <= money <= 485


def test_of_500_campaigns_that_change_nothing_few_seem_to() -> None:
    significant = sum(one.p_value < 0.05 for one in _shops(500, 0.15, 0.15))
    assert 15 <= significant <= 35
