"""Curves of coming back: by hand, against lifelines, and how often their bands hold the truth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from lifelines import KaplanMeierFitter  # type: ignore[import-untyped]

from repurchase_cli.analysis.survival import BATCHES, Curve, kaplan_meier


def curve(returned: list[int], waiting: list[int]) -> Curve:
    """Return the curve of customers who came back, and of others who are waited for."""
    days = np.array([*returned, *waiting], dtype=np.int64)
    back = np.arange(days.size) < len(returned)
    return kaplan_meier(days, back, np.ones_like(days))


def test_by_hand() -> None:
    found = curve([10, 20, 40, 30], [20, 60, 40, 0])
    assert found.days.tolist() == [10, 20, 30, 40]
    assert found.at_risk.tolist() == [7, 6, 4, 3]
    assert found.share_returned == pytest.approx([1 / 7, 2 / 7, 13 / 28, 9 / 14])
    # Greenwood on day 10: 1 / (7 · 6), on the scale of ln(-ln S)
    reach = 1.959963984540054 * math.sqrt(1 / 42) / -math.log(6 / 7)
    assert found.low[0] == pytest.approx(1 - (6 / 7) ** math.exp(-reach))
    assert found.high[0] == pytest.approx(1 - (6 / 7) ** math.exp(reach))
    assert (found.median(), found.n, found.last) == (40, 8, 60)


def test_reading_a_curve() -> None:
    found = curve([10, 20, 40, 30], [20, 60, 40, 0])
    assert found.returned_by(9) == 0
    assert found.band_by(9) == (0, 0, 0)
    assert found.returned_by(10) == found.returned_by(19.5) == pytest.approx(1 / 7)
    assert found.returned_by(60) == pytest.approx(9 / 14)
    assert math.isnan(found.returned_by(61))  # nobody was seen so long
    assert found.quantile(0.65) is None
    assert found.quantile_of_returning(0.5) == 30  # 9/28, reached on day 30
    assert found.quantile_of_returning(1) == 40
    assert found.share_of_returning(25) == pytest.approx((2 / 7) / (9 / 14))
    assert math.isnan(found.share_of_returning(61))


def test_all_came_back() -> None:
    found = curve([5, 5, 8], [])
    assert found.share_returned.tolist() == [pytest.approx(2 / 3), 1.0]
    assert math.isnan(found.low[1])
    assert math.isnan(found.high[1])
    assert found.returned_by(1000) == 1
    assert found.median() == 5


@pytest.mark.parametrize("waiting", [[], [0, 3, 90]])
def test_nobody_came_back(waiting: list[int]) -> None:
    found = curve([], waiting)
    assert found.days.size == 0
    assert found.median() is None
    assert found.quantile_of_returning(0.5) is None
    assert math.isnan(found.share_of_returning(1))
    assert found.n == len(waiting)


def test_who_comes_back_last_of_a_few_does_not_count() -> None:
    """Of 2,000 customers the last ten wait on: one of these coming back would be half of them."""
    returned = [30] * 1000 + [700]
    found = curve(returned, [60] * 990 + [800] * 9)
    assert found.share_returned[-1] == pytest.approx(0.55)
    assert found.quantile_of_returning(1.0) == 30


@pytest.mark.parametrize("seed", range(8))
def test_as_lifelines(seed: int) -> None:
    chance = np.random.default_rng(seed)
    n = int(chance.integers(20, 400))
    gap = chance.gamma(1.5, 40, n).round().astype(np.int64) + (seed % 2)
    seen = chance.integers(0, 150, n)
    days, back = np.minimum(gap, seen), gap <= seen
    found = kaplan_meier(days, back, np.ones(n, dtype=np.int64))
    peer = KaplanMeierFitter().fit(days, back)
    at = found.days
    assert found.share_returned == pytest.approx(
        1 - peer.survival_function_["KM_estimate"].loc[at].to_numpy()
    )
    band = peer.confidence_interval_.loc[at].to_numpy()
    known = found.share_returned < 1
    assert found.low[known] == pytest.approx(1 - band[known, 1])
    assert found.high[known] == pytest.approx(1 - band[known, 0])
    assert found.at_risk.tolist() == peer.event_table["at_risk"].loc[at].tolist()
    median = peer.median_survival_time_
    assert found.median() == (None if math.isinf(median) else median)


def test_counts_say_the_same_as_customers_in_any_order() -> None:
    days, back = np.array([3, 5, 3, 5, 9]), np.array([True, False, True, True, False])
    one = kaplan_meier(days, back, np.array([1, 1, 1, 2, 1]))
    order = [4, 2, 0, 3, 1]
    other = kaplan_meier(days[order], back[order], np.array([1, 1, 1, 2, 1])[order])
    summed = kaplan_meier(
        np.array([3, 5, 5, 9]), np.array([True, True, False, False]), np.array([2, 2, 1, 1])
    )
    for found in (other, summed):
        assert found.share_returned == pytest.approx(one.share_returned)
        assert found.low == pytest.approx(one.low)


def test_weights_scale_out_of_the_estimate() -> None:
    days, back, n = np.array([3, 5, 9]), np.array([True, True, False]), np.array([1.0, 2.0, 3.0])
    one, half = kaplan_meier(days, back, n), kaplan_meier(days, back, n / 2)
    assert half.share_returned == pytest.approx(one.share_returned)


def test_bands_hold_the_truth_although_customers_count_several_times() -> None:
    """Each customer has a rhythm of her own: her four gaps are alike, and Greenwood does not know."""
    chance = np.random.default_rng(20)
    day, customers, tries = 30, 200, 300
    truth = 1 - 1 / (1 + day / 40) ** 1.0  # exponential gaps, rates Gamma(1, 1/40): Lomax
    held = {"jackknife": 0, "greenwood": 0}
    for _ in range(tries):
        rate = chance.gamma(1.0, 1 / 40, customers)
        gaps = np.ceil(chance.exponential(1 / rate[:, None], (customers, 4)))
        days = np.minimum(gaps, 1000).astype(np.int64).ravel()
        batch = np.repeat(np.arange(customers) % BATCHES, 4)
        n, back = np.ones_like(days), days < 1000
        for name, given in (("jackknife", batch), ("greenwood", None)):
            _, low, high = kaplan_meier(days, back, n, given).band_by(day)
            held[name] += low <= truth <= high
    assert 0.92 <= held["jackknife"] / tries <= 0.99
    assert held["greenwood"] / tries < 0.9


def test_a_band_of_batches_is_never_narrower() -> None:
    chance = np.random.default_rng(3)
    days = chance.integers(1, 90, 400)
    back, n = chance.random(400) < 0.6, np.ones(400, dtype=np.int64)
    plain = kaplan_meier(days, back, n)
    wide = kaplan_meier(days, back, n, chance.integers(0, BATCHES, 400))
    known = ~np.isnan(plain.low)
    assert (wide.low[known] <= plain.low[known] + 1e-12).all()
    assert (wide.high[known] >= plain.high[known] - 1e-12).all()
    few = kaplan_meier(
        np.array([4, 9]), np.array([True, False]), np.array([1, 1]), np.array([0, 1])
    )
    assert few.high == pytest.approx(curve([4], [9]).high)  # too few to leave any out
