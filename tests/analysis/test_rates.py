"""Shares with Wilson's interval, means with Student's."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats  # type: ignore[import-untyped]

from repurchase_cli.analysis import rates


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17:857, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilsons_interval_as_published(
    numerator: int, denominator: int, low: float, high: float
) -> None:
    found = rates.rate(numerator, denominator)
    assert found.value == numerator / denominator
    assert (found.low, found.high) == pytest.approx((low, high), abs=5e-5)
    assert (found.numerator, found.denominator) == (numerator, denominator)


def test_wilsons_bounds_solve_its_equation() -> None:
    for numerator, denominator in [(0, 1), (1, 1), (3, 7), (500, 1000), (999_999, 1_000_000)]:
        found = rates.rate(numerator, denominator)
        for bound in {found.low, found.high} - {0.0, 1.0}:
            error = math.sqrt(bound * (1 - bound) / denominator)
            assert abs(found.value - bound) == pytest.approx(rates.Z * error)
        assert 0 <= found.low <= found.value <= found.high <= 1


def test_the_ends_are_exact_and_mirror_each_other() -> None:
    none, all_ = rates.rate(0, 12), rates.rate(12, 12)
    assert none.low == 0.0
    assert all_.high == 1.0
    assert none.high == pytest.approx(1 - all_.low)


def test_a_rate_without_denominator_is_no_number() -> None:
    found = rates.rate(0, 0)
    assert all(math.isnan(one) for one in found[:3])
    assert found.denominator == 0


def test_a_mean_with_students_interval() -> None:
    values = np.array([3.0, 7.5, 1.25, 8.0, 2.0])
    found = rates.mean(values)
    expected = stats.t.interval(0.95, len(values) - 1, values.mean(), stats.sem(values))
    assert (found.low, found.high) == pytest.approx(expected)
    assert (found.value, found.total, found.n) == (values.mean(), values.sum(), 5)


def test_a_mean_of_few() -> None:
    assert math.isnan(rates.mean([]).value)
    one = rates.mean([4.5])
    assert one.value == 4.5
    assert math.isnan(one.low)
    assert math.isnan(one.high)
    assert rates.mean([4.5, 4.5])[:3] == (4.5, 4.5, 4.5)


def test_the_order_of_values_changes_no_digit_of_their_mean() -> None:
    values = np.random.default_rng(1).normal(size=1000).tolist()
    assert rates.mean(values) == rates.mean(values[::-1]) == rates.mean(sorted(values))
    assert sum(values) != sum(sorted(values))  # plain sums differ
