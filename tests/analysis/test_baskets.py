"""Pairs and sets of goods: worked by hand, and as published."""

from __future__ import annotations

from math import exp, factorial

import numpy as np
import pytest

from repurchase_cli.analysis.baskets import (
    Pairs,
    Shelf,
    Triples,
    by_chance,
    measures,
    poisson_tail,
    triple_measures,
)


def pairs(a: int, b: int, both: int) -> Pairs:
    return Pairs(np.array([a]), np.array([b]), np.array([both]))


def test_milk_and_rolls_of_the_grocery_data() -> None:
    # 14,963 orders, 38,006 goods in them: whole milk in 2,363, rolls/buns in 1,646, both in 209
    shelf = Shelf(
        np.array([[2363.0], [1646.0]]), np.array([[3640.0], [2535.0]]),
        np.array([14963.0]), np.array([38006.0]),
    )  # fmt: skip
    found = measures(shelf, pairs(0, 1, 209), looked_at=1)
    assert found.support[0] == pytest.approx(0.013968, abs=5e-7)
    assert found.confidence_a_b[0] == pytest.approx(0.088447, abs=5e-7)
    assert found.confidence_b_a[0] == pytest.approx(0.126974, abs=5e-7)
    assert found.lift[0] == pytest.approx(0.804028, abs=5e-7)
    assert found.p_value[0] > 0.99


def test_chance_is_that_of_each_month() -> None:
    # Both are sold in the first of two months only: 5 of its 10 orders hold either, so 2.5 both.
    shelf = Shelf(
        np.array([[5.0, 0.0], [5.0, 0.0]]), np.array([[5.0, 0.0], [5.0, 0.0]]),
        np.array([10.0, 90.0]), np.array([20.0, 180.0]),
    )  # fmt: skip
    # Of the 20 places of the month 15 are not A's, and 5 of these are B's: 5 beside A hold 5 / 3.
    assert by_chance(shelf, pairs(0, 1, 4)) == pytest.approx([2.5])
    assert measures(shelf, pairs(0, 1, 4), 1).lift == pytest.approx([4 * 100 / 25])
    assert measures(shelf, pairs(0, 1, 4), 1).p_value[0] == pytest.approx(
        1 - sum(exp(-2.5) * 2.5**k / factorial(k) for k in range(4))
    )


def test_pairs_that_are_not_listed_count_among_those_looked_at() -> None:
    shelf = Shelf(
        np.array([[20.0], [20.0]]), np.array([[20.0], [20.0]]), np.array([400.0]), np.array([800.0])
    )
    alone = measures(shelf, pairs(0, 1, 6), 1).p_value[0]
    assert measures(shelf, pairs(0, 1, 6), 50).p_value[0] == pytest.approx(50 * alone)


def test_a_set_says_more_than_its_pairs_where_all_three_go_together() -> None:
    def triple(abc: float) -> Triples:
        return Triples(*(np.array([x]) for x in (100.0, 100.0, 100.0, 40.0, 40.0, 10.0, abc)))

    # B and C each go with A in 40 of its 100 orders: 16 of them hold all three without more ado.
    assert triple_measures(triple(16.0), 1).expected == pytest.approx([16.0])
    assert triple_measures(triple(16.0), 1).p_value[0] > 0.4
    assert triple_measures(triple(36.0), 1).p_value[0] < 1e-4


def test_the_tail_of_poissons_distribution_is_a_sum() -> None:
    tail = poisson_tail(np.array([1.0, 3.0]), np.array([0.5, 2.0]))
    assert tail == pytest.approx([1 - exp(-0.5), 1 - exp(-2) * (1 + 2 + 2)])
