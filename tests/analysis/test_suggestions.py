"""Thresholds suggested from gaps and revenue."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis import suggestions
from repurchase_cli.analysis.survival import kaplan_meier


def of_gaps(gaps: list[int]) -> suggestions.DaySuggestions:
    """Return what gaps suggest that have all ended."""
    days = np.array(gaps)
    found = suggestions.days(kaplan_meier(days, np.full(days.size, True), np.ones(days.size)))
    assert found is not None
    return found


def test_days_from_gaps() -> None:
    found = of_gaps(list(range(1, 101)))
    assert (found.usual, found.long) == (80, 95)
    assert (found.active_days, found.lost_days) == (80, 100)
    assert (found.silent_days, found.sleeping_days) == (27, 80)


def test_gaps_that_have_not_ended_make_the_limits_longer() -> None:
    days = np.array([10, 20, 30] * 100 + [15] * 300)
    back = np.arange(600) < 300
    found = suggestions.days(kaplan_meier(days, back, np.ones(600)))
    assert found is not None
    # 100/600 by day 10, then 300 are lost sight of: 500/600 · 1/2 by day 20, the others by day 30
    assert (found.usual, found.long) == (30, 30)
    assert of_gaps([10, 20, 30] * 100).usual == 30


def test_nobody_who_came_back_suggests_nothing() -> None:
    none = kaplan_meier(np.array([5]), np.array([False]), np.ones(1))
    assert suggestions.days(none) is None


@pytest.mark.parametrize("gap", [1, 5, 10, 365])
def test_lost_is_beyond_active_and_silent_before_sleeping(gap: int) -> None:
    found = of_gaps([gap])
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
