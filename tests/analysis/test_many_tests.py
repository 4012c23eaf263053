"""Corrections for many tests: published numbers, and what they promise."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis.many_tests import adjusted

#: The fifteen p-values of Benjamini & Hochberg 1995, section 4.1; four hold at 5%.
PAPER = (
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
    0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000,
)  # fmt: skip


def test_the_example_of_the_paper() -> None:
    assert [value < 0.05 for value in adjusted(PAPER)] == [True] * 4 + [False] * 11


def test_the_definition_whatever_the_order() -> None:
    mixed = [PAPER[place] for place in (7, 0, 14, 3, 9, 1, 5, 11, 2, 8, 4, 13, 6, 10, 12)]
    ranked = sorted(mixed)
    n = len(mixed)
    for value, found in zip(mixed, adjusted(mixed), strict=True):
        place = ranked.index(value)
        assert found == pytest.approx(min(1, *(ranked[i] * n / (i + 1) for i in range(place, n))))
    assert adjusted([]) == []
    assert adjusted([0.03]) == [0.03]


def test_hardly_any_shop_without_effects_shows_one() -> None:
    draws = np.random.default_rng(7).random((2000, 20))
    shows = [min(adjusted(row.tolist())) < 0.05 for row in draws]
    assert np.mean(shows) == pytest.approx(0.05, abs=0.015)
