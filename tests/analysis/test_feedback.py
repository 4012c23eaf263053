"""Whether one group of customers comes back more often: exact tests and differences in strata."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.stats import fisher_exact  # type: ignore[import-untyped]

from repurchase_cli.analysis.feedback import compare, exact_p_value
from repurchase_cli.analysis.lift import Assigned, lift


@pytest.mark.parametrize(
    "table", [(3, 10, 8, 12), (0, 5, 4, 5), (7, 7, 0, 3), (12, 90, 60, 210), (1, 1, 1, 1)]
)
def test_one_stratum_is_fishers_test(table: tuple[int, int, int, int]) -> None:
    back, n, back_others, n_others = table
    cells = [[back, n - back], [back_others, n_others - back_others]]
    assert exact_p_value([table]) == pytest.approx(fisher_exact(cells).pvalue, rel=1e-9)


def test_two_strata_are_enumerated() -> None:
    strata = [(2, 4, 1, 5), (1, 3, 4, 4)]
    chances: dict[int, float] = {}
    for subsets in product(*(_subsets(*stratum) for stratum in strata)):
        total = sum(back for back, _ in subsets)
        chances[total] = chances.get(total, 0.0) + float(np.prod([p for _, p in subsets]))
    seen = chances[3]
    expected = sum(p for p in chances.values() if p <= seen * (1 + 1e-9))
    assert exact_p_value(strata) == pytest.approx(expected, rel=1e-9)


def _subsets(back: int, n: int, back_others: int, n_others: int) -> list[tuple[int, float]]:
    """Return how many of the group came back under each choice of who did, each equally likely."""
    total = back + back_others
    people = [True] * n + [False] * n_others
    chosen = [
        sum(mine for mine, came in zip(people, picks, strict=True) if came)
        for picks in product([False, True], repeat=len(people))
        if sum(picks) == total
    ]
    return [(k, chosen.count(k) / len(chosen)) for k in set(chosen)]


def test_rates_by_hand_and_the_difference_within_strata() -> None:
    # 1 of 2 and 2 of 4 come back among newcomers, 3 of 4 and 1 of 2 among regulars
    group = np.array([1, 1, 0, 0, 0, 0, 1, 1, 1, 1, 0, 0], bool)
    back = np.array([1, 0, 1, 1, 0, 0, 1, 1, 1, 0, 1, 0], bool)
    found = compare(group, back, np.repeat([0, 1], 6))
    assert (found.group.numerator, found.group.denominator) == (4, 6)
    assert (found.others.numerator, found.others.denominator) == (3, 6)
    assert found.difference == pytest.approx((0.0 + 0.25) / 2)  # both strata weigh 8 / 6
    assert found.low < 0 < found.high


def test_one_stratum_has_newcombes_interval() -> None:
    group = np.repeat([True, False], [56, 48])
    back = np.concatenate([np.arange(56) < 9, np.arange(48) < 3])
    found = compare(group, back, np.zeros(104, np.int64))
    nothing = np.zeros(104)
    same = lift(Assigned(group, np.zeros(104, np.int64), np.arange(104), back, nothing))
    assert same is not None
    assert (found.difference, found.low, found.high) == pytest.approx(tuple(same.rate))


def test_a_stratum_without_others_tells_nothing() -> None:
    found = compare(np.array([True, True]), np.array([True, False]), np.array([0, 0]))
    assert np.isnan(found.difference)
    assert found.p_value == 1.0
    empty = np.zeros(0, bool)
    assert compare(empty, empty, np.zeros(0, np.int64)).group.denominator == 0
