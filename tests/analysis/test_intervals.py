"""Gaps between purchases: their mean and median, their bins, and the range of the next one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from repurchase_cli.analysis import intervals
from repurchase_cli.analysis.intervals import Bin, Range


@pytest.mark.parametrize(
    "gaps", [[7], [10, 20], [40, 10, 30, 20], [1, 1, 1, 50], [3, 9, 9, 12, 30]]
)
def test_mean_and_median_as_of_the_gaps_one_by_one(gaps: list[int]) -> None:
    found = intervals.summed(np.array(gaps), np.ones(len(gaps)))
    assert found.n == len(gaps)
    assert found.mean == pytest.approx(np.mean(gaps))
    assert found.median == np.median(gaps)


def test_mean_and_median_of_counts_and_weights() -> None:
    counts = intervals.summed(np.array([30, 10]), np.array([1, 3]))
    assert counts == (4, 15, 10)
    weights = intervals.summed(np.array([10, 20, 30, 40]), np.array([1 / 3, 1 / 3, 1, 1 / 3]))
    assert (weights.n, weights.mean) == pytest.approx((2, 80 / 3))
    assert weights.median == 30
    assert math.isnan(intervals.summed(np.array([], dtype=np.int64), np.array([])).mean)


def test_bins_have_both_their_bounds() -> None:
    days = np.array([1, 2, 3, 4, 30, 31, 400])
    found = intervals.bins(days, np.full(7, 2), np.full(7, 0.5))
    assert found[:4] == [Bin(1, 1, 2, 0.5), Bin(2, 3, 4, 1), Bin(4, 7, 2, 0.5), Bin(8, 14, 0, 0)]
    assert [one.n for one in found] == [2, 4, 2, 0, 2, 2, 0, 0, 0, 2]
    assert found[-1] == Bin(366, None, 2, 0.5)


def test_bins_begin_and_end_with_gaps() -> None:
    assert intervals.bins(np.array([20]), np.array([1]), np.array([1.0])) == [Bin(15, 30, 1, 1)]
    assert intervals.bins(np.array([0]), np.array([1]), np.array([1.0])) == [Bin(0, 0, 1, 1)]
    none = np.array([], dtype=np.int64)
    assert intervals.bins(none, none, none.astype(float)) == []


def test_the_range_holds_four_of_five_who_come_back() -> None:
    percent = np.arange(1, 201)
    returned = percent <= 100  # the others have been waited for ever longer
    found = intervals.ranges(np.zeros(200, int), percent, returned, np.ones(200, int))
    assert found[0] == Range(0.10, 0.90)
    assert found[3] == found[0]  # of that history nobody came back: all histories count


def test_each_history_has_its_own_range() -> None:
    history = np.repeat([0, 3], 100)
    percent = np.concatenate([np.arange(1, 101) * 2, np.arange(1, 101)])
    found = intervals.ranges(history, percent, np.ones(200, bool), np.ones(200, int))
    assert found[0] == Range(0.20, 1.80)
    assert found[3] == Range(0.10, 0.90)
    assert found[1] == found[2]


def test_no_range_when_nobody_came_back() -> None:
    nobody = intervals.ranges(np.array([0]), np.array([50]), np.array([False]), np.array([1]))
    assert nobody == [None] * 4
