"""Tables of outcomes against draws of the same outcomes."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis import counts
from repurchase_cli.analysis import predict_tables as tables
from repurchase_cli.analysis.bgnbd import BgNbd
from repurchase_cli.analysis.gamma_gamma import GammaGamma
from repurchase_cli.analysis.pareto_nbd import ParetoNbd
from repurchase_cli.analysis.predict_outcomes import Possible, outcomes

DRAWS = 200_000
SPEND = GammaGamma(6.0, 4.0, 15.0)


@pytest.mark.parametrize("x", [0, 2, 37])
@pytest.mark.parametrize("model", [BgNbd(0.8, 6.0, 0.8, 2.5), ParetoNbd(0.8, 6.0, 0.9, 40.0)])
def test_quantiles_and_variances(model: BgNbd | ParetoNbd, x: int) -> None:
    customer = counts.of_times(np.array([x]), np.array([50.0 if x else 0.0]), np.array([52.0]))
    random = np.random.default_rng(7)
    alive = random.random(DRAWS) < model.p_alive(customer)[0]
    rate = random.gamma(model.r + x, 1 / (model.alpha + 52.0), DRAWS)
    if isinstance(model, BgNbd):
        number = random.poisson(rate * 52.0)
        lasting = random.geometric(random.beta(model.a, model.b + x, DRAWS))
        number = np.where(alive, np.minimum(number, lasting), 0)
    else:
        life = random.exponential(1 / random.gamma(model.s, 1 / (model.beta + 52.0), DRAWS))
        number = np.where(alive, random.poisson(rate * np.minimum(life, 52.0)), 0)
    scale = random.gamma(SPEND.p * x + SPEND.q, size=DRAWS)
    worth = random.gamma(SPEND.p * np.maximum(number, 1e-9)) / scale

    found = outcomes([Possible(model, SPEND)], customer, t=52.0)
    inside = (number >= found.purchases_low[0]) & (number <= found.purchases_high[0])
    assert inside.mean() >= 0.895
    tighter = (number >= found.purchases_low[0]) & (number < found.purchases_high[0])
    assert tighter.mean() < 0.905
    held = (worth >= found.worth_low[0]) & (worth <= found.worth_high[0])
    nothing = (number == 0).mean()  # more than nine of ten, and nothing is the interval
    assert held.mean() == pytest.approx(max(0.9, nothing), abs=0.01)
    assert found.purchases_variance[0] == pytest.approx(number.var(), rel=0.03)
    assert found.worth_variance[0] == pytest.approx(worth.var(), rel=0.06)


def test_where_nothing_is_likely_all_of_the_rest_lies_above() -> None:
    silent = counts.of_times(np.array([3]), np.array([5.0]), np.array([80.0]))
    found = outcomes([Possible(BgNbd(0.8, 6.0, 0.8, 2.5), SPEND)], silent, t=52.0)
    assert found.purchases_low[0] == found.worth_low[0] == 0
    assert found.purchases_high[0] == found.worth_high[0] == 0


def test_other_parameters_widen_an_interval() -> None:
    customer = counts.of_times(np.array([4]), np.array([50.0]), np.array([52.0]))
    best = Possible(BgNbd(0.8, 6.0, 0.8, 2.5), SPEND, 0.4)
    others = [
        Possible(BgNbd(2.0, 6.0, 0.1, 2.5), SPEND, 0.3),
        Possible(BgNbd(0.1, 9, 3, 1), SPEND, 0.3),
    ]
    narrow = outcomes([Possible(best.model, SPEND)], customer, t=52.0)
    wide = outcomes([best, *others], customer, t=52.0)
    assert wide.worth_variance[0] > narrow.worth_variance[0]
    assert wide.purchases_high[0] > narrow.purchases_high[0]


def test_axes() -> None:
    axis = tables.number_axis(1000.0)
    assert axis[:20].tolist() == list(range(1, 21))
    assert axis[-1] >= 1000
    assert np.all(np.diff(axis) >= 1)
    assert [tables.like(x) for x in (0, 7, 20)] == [0, 7, 20]
    assert all(abs(tables.like(x) / x - 1) < 0.05 for x in range(21, 3000, 7))


def test_masses_add_up() -> None:
    tail = np.array([0.9, 0.5, 0.2])
    assert tables.masses(tail) == pytest.approx([0.4, 0.3, 0.2])
    assert tables.middles(np.array([1.0, 2.0, 6.0])).tolist() == [1.0, 3.5, 6.0]
