"""Thresholds suggested from gaps and revenue."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis import suggestions


def test_days_from_gaps() -> None:
    gaps, weights = np.arange(1, 101), np.ones(100)
    found = suggestions.days(gaps, weights)
    assert (found.median, found.long) == (50, 90)
    assert (found.active_days, found.lost_days) == (50, 90)
    assert (found.silent_days, found.sleeping_days) == (17, 50)


def test_a_quantile_goes_by_weight() -> None:
    gaps = np.array([7, 100])
    assert suggestions.quantile(gaps, np.array([9.0, 1.0]), 0.5) == 7
    assert suggestions.quantile(gaps, np.array([1.0, 9.0]), 0.5) == 100
    assert suggestions.quantile(gaps, np.array([9.0, 1.0]), 0.9) == 7


@pytest.mark.parametrize("gap", [1, 5, 10, 365])
def test_lost_is_beyond_active_and_silent_before_sleeping(gap: int) -> None:
    found = suggestions.days(np.array([gap]), np.array([1.0]))
    assert found.silent_days < found.sleeping_days <= found.active_days < found.lost_days


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0.0, 0), (-3.0, 0), (1.0, 1), (947.2, 1000), (1234.5, 1200), (7100.0, 8000), (0.17, 0.15)],
)
def test_friendly_numbers(value: float, expected: float) -> None:
    assert suggestions.friendly(value) == expected


def test_tiers_ascend() -> None:
    assert suggestions.tiers(np.full(100, 10.0)) == (10, 12, 15)
    assert suggestions.tiers(np.zeros(100)) is None
    low, middle, high = suggestions.tiers(np.arange(1.0, 10_001.0)) or (0, 0, 0)
    assert (low, middle, high) == (8000, 10_000, 12_000)
