"""Equal customers are kept once, and nothing is lost by it."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis import counts

X = np.array([2, 0, 2, 1, 0])
LAST = np.array([10, 0, 10, 4, 0])
AGE = np.array([20, 30, 20, 30, 30])
FIVE = counts.from_days(x=X, t_x=LAST, T=AGE, unit_days=1.0, log_gaps=3.0)


def test_equal_triples_are_kept_once_and_found_again() -> None:
    assert FIVE.n.tolist() == [2, 1, 2]
    assert (FIVE.customers, FIVE.repeats, FIVE.repeat_customers) == (5, 5, 3)
    for name, days in (("x", X), ("t_x", LAST), ("T", AGE)):
        assert getattr(FIVE, name)[FIVE.inverse].tolist() == days.tolist()


def test_units_change_times_and_gaps_only() -> None:
    weeks = FIVE.in_unit(7.0)
    assert weeks.T.tolist() == pytest.approx((FIVE.T / 7).tolist())
    assert weeks.log_gaps == pytest.approx(3.0 - 5 * np.log(7))
    assert weeks.in_unit(1.0).log_gaps == pytest.approx(3.0)
    assert counts.from_days(x=X, t_x=LAST, T=AGE, log_gaps=3.0).log_gaps == pytest.approx(
        weeks.log_gaps
    )


def test_exact_times_give_the_same_triples() -> None:
    same = counts.of_times(X, LAST.astype(float), AGE.astype(float))
    for name in ("x", "t_x", "T", "n", "inverse"):
        assert getattr(same, name).tolist() == getattr(FIVE, name).tolist()


def test_rows_may_stand_for_several_customers() -> None:
    found = counts.from_days(x=X, t_x=LAST, T=AGE, n=np.array([1.0, 2, 3, 4, 5]))
    assert found.n.tolist() == [7, 4, 4]


def test_pairs_of_x_and_age_and_knots() -> None:
    assert FIVE.ages.x.tolist() == [0, 1, 2]
    assert FIVE.ages.n.tolist() == [2, 1, 2]
    assert FIVE.ages.T[FIVE.ages.place].tolist() == FIVE.T.tolist()
    knots = FIVE.knots
    assert knots.time[knots.start].tolist() == FIVE.t_x.tolist()
    assert knots.time[knots.end].tolist() == FIVE.T.tolist()
    assert knots.longest == 2


def test_later_only_the_age_grows() -> None:
    later = FIVE.later(5.0)
    assert later.T.tolist() == (FIVE.T + 5).tolist()
    assert later.t_x.tolist() == FIVE.t_x.tolist()


def test_some_customers_in_their_order() -> None:
    some = FIVE.of_customers(np.array([4, 2, 2]))
    assert some.x[some.inverse].tolist() == [0, 2, 2]
    assert some.n.tolist() == [1, 2]


def test_a_sample_stands_for_all() -> None:
    random = np.random.default_rng(1)
    age = random.integers(10, 400, 5000)
    many = counts.from_days(x=random.integers(0, 3, 5000), t_x=age // 2, T=age)
    few = many.thin(100)
    assert len(few.x) < 250
    assert few.n.sum() == pytest.approx(5000)
    assert FIVE.thin(100) is FIVE
