"""Frequency and spend together."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis.spend_correlation import correlation
from tests.analysis import cdnow


def test_the_sample_of_the_paper() -> None:
    x, m_x = cdnow.spend()
    found = correlation(x=x, m_x=m_x)
    assert found.pearson == pytest.approx(0.114, abs=5e-4)
    assert found.customers == 946
    assert found.low < found.spearman < found.high


def test_interval_covers() -> None:
    random, covered = np.random.default_rng(1), 0
    for _ in range(300):
        found = correlation(x=random.integers(1, 9, 80), m_x=random.gamma(2, 10, 80))
        covered += found.low <= 0 <= found.high
    assert 0.91 <= covered / 300 <= 0.985


def test_one_large_order_does_not_sway_ranks() -> None:
    x, m_x = np.arange(1, 51), np.tile([10.0, 20.0], 25)
    calm = correlation(x=x, m_x=m_x)
    m_x[-1] = 1e6
    assert correlation(x=x, m_x=m_x).spearman == pytest.approx(calm.spearman, abs=0.05)


@pytest.mark.parametrize("m_x", [[1.0, 2.0, 3.0], [5.0] * 10])
def test_too_little_to_say(m_x: list[float]) -> None:
    found = correlation(x=np.arange(1, len(m_x) + 1), m_x=np.array(m_x))
    assert (found.spearman, found.low, found.high) == (0.0, -1.0, 1.0)


def test_rounding_is_no_difference() -> None:
    x = np.arange(1, 40)
    m_x = np.array([sum([9.9] * n) / n for n in x.tolist()])
    assert np.ptp(m_x) > 0
    found = correlation(x=x, m_x=m_x)
    assert (found.spearman, found.low, found.high) == (0.0, -1.0, 1.0)
