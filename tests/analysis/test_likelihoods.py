"""Likelihoods, chances and expectations against integration by brute force, and gradients."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from repurchase_cli.analysis import counts
from repurchase_cli.analysis.fitting_transactions import MODELS, TransactionModel
from repurchase_cli.analysis.pareto_nbd import ParetoNbd
from repurchase_cli.analysis.predict import expected_purchases
from tests.analysis import brute_force
from tests.analysis.brute_force import Point

POINTS = brute_force.read()


def model_of(point: Point) -> TransactionModel:
    k = {"k": point.k} if point.model.endswith("-k") else {}
    return MODELS[point.model](point.r, point.alpha, point.one, point.two, **k)


def ours(point: Point) -> tuple[float, float, float]:
    model = model_of(point)
    customer = counts.of_times(np.array([point.x]), np.array([point.t_x]), np.array([point.T]))
    value, _ = model.likelihood(customer)
    expected = expected_purchases(model, customer, point.t)
    return float(value[0]), float(model.p_alive(customer)[0]), float(expected[0])


def test_there_are_200_points_with_limits_among_them() -> None:
    assert len(POINTS) == 200
    assert sum(point.one == 1.0 for point in POINTS) > 20
    assert max(point.x for point in POINTS) > 200


@pytest.mark.parametrize("model", MODELS)
def test_all_points_agree_with_brute_force(model: str) -> None:
    for point in POINTS:
        if point.model == model:
            value, p_alive, expected = ours(point)
            assert value == pytest.approx(point.log_likelihood, rel=1e-9, abs=1e-9), point
            assert p_alive == pytest.approx(point.p_alive, rel=1e-8), point
            assert expected == pytest.approx(point.expected, rel=1e-7), point


@pytest.mark.parametrize("number", [1, 61, 112, 125])
def test_the_file_says_what_integration_says(number: int) -> None:
    point = POINTS[number]
    again = brute_force.solve(replace(point, log_likelihood=0, p_alive=0, expected=0))
    assert again.log_likelihood == pytest.approx(point.log_likelihood, rel=1e-12)
    assert again.p_alive == pytest.approx(point.p_alive, rel=1e-10)
    assert again.expected == pytest.approx(point.expected, rel=1e-10)


def test_pareto_nbd_from_the_formula_given_both_rates() -> None:
    point = Point("pareto-nbd", 1, 0.55, 10.6, 0.61, 11.7, 2, 30.43, 38.86, 39.0)
    value, _, _ = ours(point)
    assert value == pytest.approx(brute_force.pareto_nbd_in_two_dimensions(point), abs=1e-8)


def test_pareto_nbd_with_rates_far_apart_and_many_purchases() -> None:
    point = Point("pareto-nbd", 1, 0.5, 1.0, 0.5, 1e5, 300, 900.0, 1000.0, 52.0)
    value, p_alive, _ = ours(point)
    assert value == pytest.approx(-644.0903191, abs=1e-6)
    assert p_alive == pytest.approx(1.2324e-9, rel=1e-4)


@pytest.mark.parametrize("s", [1.0, 1.0 + 1e-12, 1.0 - 1e-12])
def test_s_of_one_is_no_hole(s: float) -> None:
    customer = counts.of_times(np.array([3]), np.array([20.0]), np.array([40.0]))
    near = expected_purchases(ParetoNbd(0.5, 10, 1.0 + 1e-6, 12), customer, 30.0)
    here = expected_purchases(ParetoNbd(0.5, 10, s, 12), customer, 30.0)
    assert here == pytest.approx(near, rel=1e-5)


MANY = counts.of_times(
    np.array([0, 0, 1, 1, 2, 3, 7, 30, 300]),
    np.array([0, 0, 5, 40, 30.0, 39, 60, 12, 900]),
    np.array([3, 250, 40, 40, 38.0, 50, 61, 100, 1000]),
)
PLACES = (
    [0.24, 4.4, 0.79, 2.4],
    [0.02, 0.1, 1.0, 0.05],
    [3.0, 500.0, 0.1, 30.0],
    [0.5, 1.0, 0.5, 1e5],
)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    ("name", "more"),
    [
        ("bg-nbd", {}),
        ("mbg-nbd", {}),
        ("pareto-nbd", {}),
        ("bg-cnbd-k", {"k": 2}),
        ("mbg-cnbd-k", {"k": 5}),
    ],
)
def test_gradients_are_the_slopes(name: str, more: dict[str, Any], place: list[float]) -> None:
    def at(logs: np.ndarray[Any, Any]) -> TransactionModel:
        return MODELS[name](*np.exp(logs).tolist(), **more)

    logs, step = np.log(place), 1e-4
    _, slopes = at(logs).likelihood(MANY)
    for i in range(4):
        shift = step * np.eye(4)[i]
        wide, narrow = (
            (at(logs + f * shift).likelihood(MANY)[0] - at(logs - f * shift).likelihood(MANY)[0])
            / (2 * f * step)
            for f in (1.0, 0.5)
        )
        assert slopes[i] == pytest.approx((4 * narrow - wide) / 3, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("name", MODELS)
def test_the_total_is_the_sum(name: str) -> None:
    model = MODELS[name](0.5, 3.0, 0.8, 2.5, **({"k": 3} if name.endswith("-k") else {}))
    value, slopes = model.likelihood(MANY)
    total, slope = model.total(MANY)
    assert total == pytest.approx(float(MANY.n @ value), rel=1e-12)
    assert slope == pytest.approx(slopes @ MANY.n, rel=1e-9)


def test_k_of_one_is_the_model_without_k() -> None:
    place = (0.3, 5.0, 0.7, 2.0)
    for plain, regular in (("bg-nbd", "bg-cnbd-k"), ("mbg-nbd", "mbg-cnbd-k")):
        one, other = MODELS[plain](*place), MODELS[regular](*place, k=1)
        assert one.likelihood(MANY)[0].tolist() == other.likelihood(MANY)[0].tolist()
        assert one.p_alive(MANY).tolist() == other.p_alive(MANY).tolist()


@pytest.mark.parametrize("name", MODELS)
def test_silence_makes_less_alive(name: str) -> None:
    model = MODELS[name](0.5, 3.0, 0.8, 2.5)
    now, later = model.p_alive(MANY), model.p_alive(MANY, later=10.0)
    assert np.all(later <= now)
    assert np.all((later >= 0) & (now <= 1))
    same = model.p_alive(counts.of_times(MANY.x, MANY.t_x, MANY.T + 10.0))
    assert later == pytest.approx(same, rel=1e-12)
