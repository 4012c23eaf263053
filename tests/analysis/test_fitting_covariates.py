"""Effects of what is known of customers beforehand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from repurchase_cli.analysis import clv, gamma_gamma
from repurchase_cli.analysis.clv_total import sums_of, together
from repurchase_cli.analysis.fitting_covariates import fit_with_covariates
from repurchase_cli.analysis.fitting_transactions import fit
from tests.analysis import cdnow
from tests.analysis.simulated import shop


@pytest.mark.parametrize("name", ["bg-nbd", "pareto-nbd"])
def test_recovery(name: str) -> None:
    two = 2.5 if name == "bg-nbd" else 20.0
    rare = shop(3000, seed=41, model=name, alpha=8.0, two=two, horizon=0.0)
    often = shop(3000, seed=42, model=name, alpha=8.0 * np.exp(-0.7), two=two, horizon=0.0)
    found = fit_with_covariates(name, [rare.counts, often.counts], np.array([[0.0], [1.0]]))
    assert found.converged
    assert found.coefficients["alpha"][0] == pytest.approx(0.7, abs=3.5 * found.errors["alpha"][0])
    assert found.errors["alpha"][0] < 0.25
    for letter in set(found.coefficients) - {"alpha"}:
        assert abs(found.coefficients[letter][0]) < 3.5 * found.errors[letter][0]
    first, second = found.groups
    assert first.parameters["alpha"] > second.parameters["alpha"]
    assert first.parameters["r"] == second.parameters["r"]
    assert first.covariance.shape == (4, 4)


def test_an_effect_that_is_none_changes_nothing() -> None:
    whole = cdnow.calibration()
    half = np.arange(len(whole.inverse)) % 2
    groups = [whole.of_customers(np.flatnonzero(half == side)) for side in (0, 1)]
    found = fit_with_covariates("bg-nbd", groups, np.array([[0.0], [1.0]]))
    plain = fit("bg-nbd", whole)
    gain = found.log_likelihood - plain.log_likelihood
    assert 0 <= gain < 8
    assert found.n_parameters == 7
    assert found.aic == pytest.approx(14 - 2 * found.log_likelihood)


def test_signs_are_those_of_the_paper() -> None:
    groups = [cdnow.calibration(), cdnow.calibration()]
    found = fit_with_covariates("bg-nbd", groups, np.array([[0.0], [1.0]]))
    published = fit("bg-nbd", cdnow.calibration()).parameters
    assert found.groups[0].parameters == pytest.approx(published, rel=1e-3)
    assert list(found.coefficients) == ["alpha", "a", "b"]
    for values in found.coefficients.values():
        assert values == pytest.approx([0.0], abs=1e-3)


def test_parts_that_share_their_parameters_err_together() -> None:
    """Two halves of a shop are as unsure as the whole when they differ in nothing."""
    groups = [cdnow.calibration(), cdnow.calibration()]
    found = fit_with_covariates("bg-nbd", groups, np.array([[0.0], [1.0]]))
    x, m_x = cdnow.spend()
    spend = gamma_gamma.fit(x=x, m_x=m_x)
    mean, one = np.full(groups[0].customers, 30.0), found.groups[0]
    values = clv.customer_values(fit=one, spend=spend, counts=groups[0], m_x=mean)
    half = sums_of(values, fit=one, spend=spend, counts=groups[0], m_x=mean)
    half = replace(half, process=np.zeros(2))
    alone = half.totals(one.covariance, spend.covariance)
    same = together([half, half], [found.maps[0]] * 2).totals(found.covariance, spend.covariance)
    for single, double in zip(alone, same, strict=True):
        assert double.value == 2 * single.value
        assert double.low == pytest.approx(2 * single.low)
        assert double.high == pytest.approx(2 * single.high)
    both = together([half, half], found.maps).totals(found.covariance, spend.covariance)
    for single, double in zip(alone, both, strict=True):  # each half knows less of its own than all
        assert double.high - double.low < 1.9 * (single.high - single.low)
        assert double.high - double.low > 1.4 * (single.high - single.low)
