"""The upper tail of hypergeometric distributions, against exact fractions."""

from __future__ import annotations

from fractions import Fraction
from math import comb

import numpy as np
import pytest

from repurchase_cli.analysis.hypergeometric import upper_tail


def exact(k: int, population: int, marked: int, drawn: int) -> float:
    """Return P(X >= k) by counting."""
    ways = range(k, min(marked, drawn) + 1)
    hits = sum(comb(marked, x) * comb(population - marked, drawn - x) for x in ways)
    return float(Fraction(hits, comb(population, drawn)))


def test_every_tail_of_small_urns_is_exact() -> None:
    urns = [
        (k, population, marked, drawn)
        for population in (1, 2, 7, 20)
        for marked in range(population + 1)
        for drawn in range(population + 1)
        for k in range(population + 2)
    ]
    tails = upper_tail(*np.array(urns).T)
    assert tails == pytest.approx([exact(*urn) for urn in urns], rel=1e-10, abs=1e-14)


def test_tails_far_out_keep_their_digits() -> None:
    urns = [(60, 10_000, 400, 200), (200, 100_000, 1500, 2500), (5, 1_000_000, 30, 40)]
    assert upper_tail(*np.array(urns).T) == pytest.approx(
        [exact(*urn) for urn in urns], rel=1e-8, abs=0
    )
