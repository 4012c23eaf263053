"""Draws of parameters follow the likelihood, also where it is not normal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from repurchase_cli.analysis import clv_possible, gamma_gamma
from repurchase_cli.analysis.fitting_draws import draw
from repurchase_cli.analysis.fitting_transactions import fit
from repurchase_cli.analysis.special_functions import digamma
from tests.analysis import cdnow
from tests.analysis.simulated import shop

if TYPE_CHECKING:
    from numpy.typing import NDArray


def test_weights_make_up_for_a_skewed_likelihood() -> None:
    def log_gamma_density(place: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        value = 3 * place[0] - 3 * np.exp(place[0])
        return float(value), np.array([3 - 3 * np.exp(place[0])])

    peak, spread = np.zeros(1), np.array([[1 / 3]])
    found, weights = draw(peak, spread, draws=20_000, seed=1, objective=log_gamma_density)
    assert weights.sum() == pytest.approx(1)
    truth = float(digamma(3.0)) - np.log(3.0)
    assert weights @ found[:, 0] == pytest.approx(truth, abs=0.03)
    plain, even = draw(peak, spread, draws=20_000, seed=1)
    assert even @ plain[:, 0] == pytest.approx(0.0, abs=0.02)


def test_the_first_draw_is_the_maximum_and_draws_repeat() -> None:
    one, _ = draw(np.array([1.0, 2.0]), np.eye(2), draws=5, seed=3)
    other, _ = draw(np.array([1.0, 2.0]), np.eye(2), draws=5, seed=3)
    assert one[0].tolist() == [1.0, 2.0]
    assert one.tolist() == other.tolist()


def test_small_shops_reckon_with_other_parameters() -> None:
    made = shop(200, seed=1, horizon=0.0)
    x = made.counts.x[made.counts.inverse]
    spend = gamma_gamma.fit(x=x, m_x=made.m_x)
    found = fit("bg-nbd", made.counts)
    several = clv_possible.possible_parameters(found, spend, made.counts, made.m_x)
    weights = np.array([each.weight for each in several])
    assert weights.sum() == pytest.approx(1)
    assert len(several) > 4
    assert weights.std() > 0.1 * weights.mean()
    assert several[0].model.r == pytest.approx(found.parameters["r"])


def test_large_shops_know_their_parameters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clv_possible, "KNOWN", 900)
    counts = cdnow.calibration()
    x, m_x = cdnow.spend()
    spend = gamma_gamma.fit(x=x, m_x=m_x)
    every = np.full(counts.customers, 30.0)
    found = fit("bg-nbd", counts)
    assert len(clv_possible.possible_parameters(found, spend, counts, every)) == 1
