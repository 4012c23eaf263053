"""What the papers publish for the CDNOW sample, 39 weeks of calibration."""

from __future__ import annotations

import numpy as np
import pytest

from repurchase_cli.analysis import gamma_gamma, holdout
from repurchase_cli.analysis.bgnbd import BgNbd
from repurchase_cli.analysis.counts import of_times
from repurchase_cli.analysis.fitting_transactions import fit
from repurchase_cli.analysis.predict import expected_purchases
from tests.analysis import cdnow

PUBLISHED = {
    "bg-nbd": ({"r": 0.242595, "alpha": 4.413602, "a": 0.792922, "b": 2.425907}, -9582.4292),
    "pareto-nbd": (
        {"r": 0.553277, "alpha": 10.577683, "s": 0.606240, "beta": 11.668733},
        -9594.9762,
    ),
    "mbg-nbd": ({"r": 0.524841, "alpha": 6.183073, "a": 0.891361, "b": 1.614012}, -9582.1357),
}


@pytest.mark.parametrize("name", PUBLISHED)
def test_parameters_and_log_likelihood(name: str) -> None:
    parameters, log_likelihood = PUBLISHED[name]
    found = fit(name, cdnow.calibration())
    assert found.parameters == pytest.approx(parameters, rel=1e-4)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=1e-2)
    assert (found.customers, found.transactions) == (2357, 2457)
    assert found.aic == pytest.approx(8 - 2 * log_likelihood, abs=2e-2)
    assert found.converged
    assert found.findings == ()


def test_without_purchases_of_no_value() -> None:
    found = fit("bg-nbd", cdnow.calibration("cdnow_counts_without_zero"))
    expected = {"r": 0.243902, "alpha": 4.42243, "a": 0.792508, "b": 2.42294}
    assert found.parameters == pytest.approx(expected, rel=1e-4)
    assert found.log_likelihood == pytest.approx(-9578.1966, abs=1e-2)


@pytest.mark.parametrize("unit_days", [1.0, 365.25 / 12])
def test_the_unit_of_time_scales_the_times_alone(unit_days: float) -> None:
    for name, (parameters, _) in PUBLISHED.items():
        found = fit(name, cdnow.calibration(unit_days=unit_days)).parameters
        scaled = {
            k: v * (7 / unit_days if k in ("alpha", "beta") else 1) for k, v in parameters.items()
        }
        assert found == pytest.approx(scaled, rel=1e-4)


def test_a_customer_of_the_paper() -> None:
    parameters, _ = PUBLISHED["bg-nbd"]
    customer = of_times(np.array([2]), np.array([30.43]), np.array([38.86]))
    assert expected_purchases(BgNbd(**parameters), customer, 39.0)[0] == pytest.approx(
        1.226, abs=5e-4
    )


def test_spend() -> None:
    x, m_x = cdnow.spend()
    found = gamma_gamma.fit(x=x, m_x=m_x)
    expected = {"p": 6.249572, "q": 3.744225, "gamma": 15.443519}
    assert found.parameters == pytest.approx(expected, rel=1e-4)
    assert found.log_likelihood == pytest.approx(-4055.9177, abs=1e-2)
    assert found.customers == 946
    assert found.mean == pytest.approx(6.249572 * 15.443519 / 2.744225, rel=1e-4)


@pytest.mark.parametrize(
    ("name", "mae", "rmse"),
    [("pareto-nbd", 0.7545, 1.6028), ("mbg-nbd", 0.7648, 1.6072), ("bg-nbd", 0.7855, 1.6080)],
)
def test_the_next_39_weeks(name: str, mae: float, rmse: float) -> None:
    found, actual = cdnow.calibration(), cdnow.holdout()
    model = fit(name, found).model
    forecast = found.scatter(expected_purchases(model, found, cdnow.WEEKS))
    (errors,) = holdout.compare(actual=actual, forecasts={name: forecast})
    assert errors.mae <= mae + 5e-5
    assert errors.rmse <= rmse + 5e-5


def test_the_shops_curve_is_tracked() -> None:
    found, weeks = cdnow.calibration(), cdnow.table("cdnow_weeks")
    model = fit("pareto-nbd", found).model
    curve = holdout.expected_curve(model, found, until=weeks["week"].to_numpy(float))
    actual = weeks["repeats"].to_numpy(float)
    assert holdout.tracking_mape(curve[:38], actual[:38]) == pytest.approx(0.01305, abs=2e-5)
    assert holdout.tracking_mape(curve, actual) < 0.01315
