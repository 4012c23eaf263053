"""Errors, baselines and curves by hand, and which method beats which."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis import counts, holdout
from repurchase_cli.analysis.fitting_transactions import fit
from repurchase_cli.analysis.holdout_baselines import naive_forecasts
from repurchase_cli.analysis.predict import expected_purchases
from tests.analysis import cdnow

ACTUAL = np.array([0, 1, 2, 5])


def test_errors_by_hand() -> None:
    forecasts = {"a": np.array([0.0, 1, 2, 1]), "b": np.array([1.0, 2, 3, 6])}
    a, b = holdout.compare(actual=ACTUAL, forecasts=forecasts, tracking={"a": 0.5})
    assert (a.mae, a.rmse, a.bias, a.tracking_mape) == (1.0, 2.0, -1.0, 0.5)
    assert (b.mae, b.rmse, b.bias, b.tracking_mape) == (1.0, 1.0, 1.0, None)
    assert a.difference is None


def test_differences_are_to_the_best_rule_of_thumb() -> None:
    random = np.random.default_rng(1)
    actual = random.poisson(2.0, 5000)
    forecasts = {
        "model": np.full(5000, 2.0),
        "poor": np.full(5000, 4.0),
        "good": np.full(5000, 2.5),
    }
    model, poor, good = holdout.compare(
        actual=actual, forecasts=forecasts, baselines=("poor", "good")
    )
    assert model.difference_high is not None
    assert model.difference_high < 0
    assert model.difference == pytest.approx(model.mae - good.mae)
    assert good.difference is None
    assert poor.difference_low is not None
    assert poor.difference_low > 0


def test_bootstrap_intervals_cover() -> None:
    random, covered = np.random.default_rng(2), 0
    for _ in range(60):
        _, low, high = holdout.mean_with_interval(random.exponential(1.0, 5000), seed=3)
        covered += low <= 1.0 <= high
    assert 0.86 <= covered / 60 <= 1.0


def test_calibration_by_repeats() -> None:
    rows = holdout.by_repeats(
        x=np.array([0, 0, 3, 9]), actual=ACTUAL, forecasts={"a": ACTUAL * 2.0}, most=5
    )
    assert [(row.x, row.or_more, row.customers) for row in rows] == [
        (0, False, 2),
        (3, False, 1),
        (5, True, 1),
    ]
    assert [row.actual for row in rows] == [0.5, 2, 5]
    assert [row.predicted["a"] for row in rows] == [1.0, 4, 10]


def test_baselines_by_hand() -> None:
    found = counts.from_days(
        x=np.array([0, 2, 2]), t_x=np.array([0, 20, 100]), T=np.array([50, 100, 110]), unit_days=1.0
    )
    forecasts = naive_forecasts(
        found, t=55.0, hiatus=30.0, recent=np.array([0, 0, 2]), recent_time=110.0
    )
    assert forecasts["own-rate"] == pytest.approx([0, 1.1, 1.0])
    assert forecasts["hiatus"] == pytest.approx([0, 0, 1.0])
    assert forecasts["last-period"] == pytest.approx([0, 0, 1.0])
    assert "last-period" not in naive_forecasts(found, t=55.0, hiatus=30.0)


def test_curves() -> None:
    assert holdout.tracking_mape(np.array([1.0, 9, 22]), np.array([0.0, 10, 20])) == pytest.approx(
        0.1
    )
    straight = holdout.straight_curve(10.0, before=5.0, until=np.array([0.0, 26, 52]), t=52.0)
    assert straight.tolist() == [5, 10, 15]
    found, model = cdnow.calibration(), fit("bg-nbd", cdnow.calibration()).model
    curve = holdout.expected_curve(model, found, until=np.array([-60.0, -20, 0, 39]))
    assert curve[0] == 0
    assert np.all(np.diff(curve) > 0)
    assert curve[2] == pytest.approx(found.repeats, rel=0.08)


def test_models_beat_rules_of_thumb_on_the_sample() -> None:
    found, actual = cdnow.calibration(), cdnow.holdout()
    forecasts = naive_forecasts(found, t=cdnow.WEEKS, hiatus=26.0)
    baselines = tuple(forecasts)
    for name in ("bg-nbd", "pareto-nbd"):
        model = fit(name, found).model
        forecasts[name] = found.scatter(expected_purchases(model, found, cdnow.WEEKS))
    rows = {
        row.method: row
        for row in holdout.compare(actual=actual, forecasts=forecasts, baselines=baselines)
    }
    assert rows["pareto-nbd"].rmse < min(rows[name].rmse for name in baselines)
