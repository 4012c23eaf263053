"""Fits find what shops were made from, and say in words what cannot be found."""

from __future__ import annotations

import warnings
from dataclasses import replace

import numpy as np
import pytest

from repurchase_cli.analysis import counts
from repurchase_cli.analysis.fitting_transactions import MODELS, TransactionFit, fit
from tests.analysis.simulated import shop

TRUTH = {
    "bg-nbd": (0.8, 6.0, 0.8, 2.5),
    "mbg-nbd": (0.8, 6.0, 0.8, 2.5),
    "pareto-nbd": (0.8, 6.0, 0.9, 20.0),
}


def codes(found: TransactionFit) -> set[str]:
    return {finding.code for finding in found.findings}


@pytest.mark.parametrize("name", TRUTH)
def test_recovery(name: str) -> None:
    r, alpha, one, two = TRUTH[name]
    made = shop(6000, seed=3, model=name, r=r, alpha=alpha, one=one, two=two, horizon=0.0)
    found = fit(name, made.counts)
    errors = np.log([*found.parameters.values()]) - np.log(TRUTH[name])
    spread = np.sqrt(np.diag(found.covariance))
    assert found.converged
    assert np.all(np.abs(errors) < 3.5 * spread)
    assert np.all(spread < 0.4)


def test_a_large_shop_is_fitted_through_samples_to_the_same_top() -> None:
    random = np.random.default_rng(8)
    age = random.integers(30, 700, 60_000)
    x = np.minimum(random.negative_binomial(0.8, 0.3, 60_000), age // 10)
    last = np.where(x > 0, (age * random.beta(2, 1, 60_000)).astype(int) + 1, 0)
    found = counts.from_days(x=x, t_x=np.minimum(last, age), T=age)
    assert len(found.x) > 25_000
    top = fit("bg-nbd", found)
    _, slope = top.model.total(found)
    assert slope @ top.covariance @ slope < 1e-6


def test_regular_buyers_are_seen() -> None:
    made = shop(1500, seed=5, model="mbg-nbd", k=3, alpha=2.0, horizon=0.0)
    plain, regular = fit("mbg-nbd", made.counts), fit("mbg-cnbd-k", made.counts)
    assert regular.parameters["k"] == 3
    assert regular.aic < plain.aic - 100
    assert list(regular.parameters) == ["r", "alpha", "a", "b", "k"]
    assert regular.n_parameters == 5


def test_irregular_buyers_get_k_of_one() -> None:
    made = shop(1500, seed=6, horizon=0.0)
    plain, regular = fit("bg-nbd", made.counts), fit("bg-cnbd-k", made.counts)
    assert regular.parameters["k"] == 1
    assert regular.aic == pytest.approx(plain.aic + 2)


def test_without_gaps_k_cannot_be_told() -> None:
    made = shop(300, seed=5, model="mbg-nbd", k=3, alpha=2.0, horizon=0.0)
    unknown = replace(made.counts, log_gaps=None)
    assert fit("mbg-cnbd-k", unknown).parameters["k"] == 1


def never_leaving(customers: int) -> counts.Counts:
    random = np.random.default_rng(2)
    age = random.integers(60, 700, customers)
    x = random.poisson(random.gamma(1.2, 1 / 40.0, customers) * age)
    last = np.ceil(age * random.random(customers) ** (1 / np.maximum(x, 1))).astype(int)
    return counts.from_days(x=x, t_x=np.where(x > 0, last, 0), T=age)


N = 400
EXTREMES = {
    "once": counts.from_days(x=np.zeros(N, int), t_x=np.zeros(N, int), T=np.arange(1, N + 1)),
    "today": counts.from_days(x=np.zeros(N, int), t_x=np.zeros(N, int), T=np.zeros(N, int)),
    "alike": counts.from_days(x=np.full(N, 5), t_x=np.full(N, 210), T=np.full(N, 280)),
    "alone": counts.from_days(x=np.array([3]), t_x=np.array([20]), T=np.array([50])),
    "gone": counts.from_days(x=np.ones(N, int), t_x=np.arange(N) % 5 + 1, T=np.full(N, 1000)),
    "daily": counts.from_days(
        x=300 + np.arange(N) % 30 * 10, t_x=np.full(N, 990), T=np.full(N, 1000)
    ),
    "loyal": never_leaving(N),
}


@pytest.mark.parametrize("shop_name", EXTREMES)
@pytest.mark.parametrize("name", [*TRUTH, "mbg-cnbd-k"])
def test_extreme_shops_end_in_numbers_and_words(name: str, shop_name: str) -> None:
    with warnings.catch_warnings(), np.errstate(all="raise", under="ignore"):
        warnings.simplefilter("error")
        found = fit(name, EXTREMES[shop_name])
    numbers = [found.log_likelihood, *found.parameters.values(), *found.covariance.ravel()]
    assert np.isfinite(numbers).all()
    assert found.findings


def test_words_for_the_extremes() -> None:
    assert codes(fit("bg-nbd", EXTREMES["once"])) == {"no_repeats"}
    assert "no_dropout" in codes(fit("bg-nbd", EXTREMES["loyal"]))
    assert "no_dropout" in codes(fit("pareto-nbd", EXTREMES["loyal"]))
    assert "at_bound" in codes(fit("bg-nbd", EXTREMES["alike"]))


def test_when_nobody_leaves_all_models_are_the_nbd() -> None:
    found = [fit(name, EXTREMES["loyal"]) for name in TRUTH]
    for each in found[1:]:
        assert each.log_likelihood == pytest.approx(found[0].log_likelihood, abs=0.2)
        assert each.parameters["r"] == pytest.approx(found[0].parameters["r"], rel=0.05)
    assert found[0].parameters["r"] == pytest.approx(1.2, rel=0.3)


def test_every_model_has_its_letters() -> None:
    letters = {name: list(fit(name, EXTREMES["alone"]).parameters) for name in MODELS}
    assert letters["pareto-nbd"] == ["r", "alpha", "s", "beta"]
    assert letters["bg-nbd"] == letters["mbg-nbd"] == ["r", "alpha", "a", "b"]
