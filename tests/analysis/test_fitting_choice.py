"""The choice among models, and its reason."""

from __future__ import annotations

import numpy as np

from repurchase_cli.analysis.fitting_choice import choose, fit_all
from repurchase_cli.analysis.fitting_transactions import MODELS
from repurchase_cli.analysis.predict import expected_purchases
from tests.analysis import cdnow
from tests.analysis.simulated import shop


def test_the_lowest_aic_wins_on_the_sample() -> None:
    fits = fit_all(cdnow.calibration())
    assert [each.name for each in fits] == ["bg-nbd", "mbg-nbd", "pareto-nbd"]
    choice = choose(fits)
    assert choice.fit.name == "mbg-nbd"
    assert choice.reason.code == "lowest_aic"
    assert choice.reason.numbers["aic"] < choice.reason.numbers["next_aic"]


def test_the_holdout_overrules_when_it_is_sure() -> None:
    found, actual = cdnow.calibration(), cdnow.holdout()
    fits = fit_all(found)
    forecasts = {
        each.name: found.scatter(expected_purchases(each.model, found, cdnow.WEEKS))
        for each in fits
    }
    choice = choose(fits, actual=actual, forecasts=forecasts)
    assert choice.fit.name == "pareto-nbd"
    assert choice.reason.code == "holdout"
    assert choice.reason.numbers["mae"] < choice.reason.numbers["aic_winner_mae"]
    assert choice.reason.numbers["high"] < 0
    same = choose(fits, actual=actual, forecasts=dict.fromkeys(forecasts, np.zeros(len(actual))))
    assert same.reason.code == "lowest_aic"


def test_a_holdout_that_may_be_chance_does_not_overrule() -> None:
    fits = fit_all(cdnow.calibration())
    actual = np.zeros(2000, int)
    swings = np.where(np.arange(2000) % 2, 0.5, -0.502)
    forecasts = {"mbg-nbd": np.ones(2000), "bg-nbd": 1.0 + swings}
    assert forecasts["bg-nbd"].mean() < 1.0
    assert choose(fits, actual=actual, forecasts=forecasts).reason.code == "lowest_aic"


def test_one_model_alone() -> None:
    fits = fit_all(cdnow.calibration())[:1]
    assert choose(fits).reason.code == "only_one"


def test_regular_buyers_choose_a_regular_model() -> None:
    made = shop(1200, seed=31, model="mbg-nbd", k=3, alpha=2.0, horizon=0.0)
    fits = fit_all(made.counts)
    assert [each.name for each in fits] == list(MODELS)
    assert choose(fits).fit.name == "mbg-cnbd-k"
