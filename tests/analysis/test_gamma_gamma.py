"""Spend: likelihood, shrinkage, and what to do when the mean is infinite or there is nothing."""

from __future__ import annotations

import mpmath as mp  # type: ignore[import-untyped]  # mpmath carries no types
import numpy as np
import pytest

from repurchase_cli.analysis import gamma_gamma
from repurchase_cli.analysis.gamma_gamma import GammaGamma

X = np.array([1, 2, 2, 5, 40])
M_X = np.array([3.0, 20.0, 55.5, 31.0, 12.0])


@pytest.mark.parametrize("place", [(6.2, 3.7, 15.4), (0.3, 0.4, 200.0), (50.0, 1.0, 0.5)])
def test_likelihood_by_integration(place: tuple[float, float, float]) -> None:
    p, q, gamma = (mp.mpf(v) for v in place)
    values, _ = GammaGamma(*place).likelihood(X, M_X)
    for x, m_x, value in zip(X.tolist(), M_X.tolist(), values.tolist(), strict=True):

        def density(log_rate: mp.mpf, x: int = x, m_x: float = m_x) -> mp.mpf:
            rate = mp.exp(log_rate)
            prior = q * mp.log(gamma) + q * log_rate - gamma * rate - mp.loggamma(q)
            spent = p * x * mp.log(rate * x) + (p * x - 1) * mp.log(m_x) - rate * x * m_x
            return mp.exp(prior + spent - mp.loggamma(p * x))

        peak = mp.log((p * x + q) / (gamma + x * m_x))
        width = 1 / mp.sqrt(p * x + q)
        cuts = [peak + c * width for c in (-60, -12, -4, 0, 4, 12, 60)]
        assert value == pytest.approx(float(mp.log(mp.quad(density, cuts))), rel=1e-8)


def test_gradient_and_total() -> None:
    logs, step = np.log([6.2, 3.7, 15.4]), 1e-5
    value, slopes = GammaGamma(*np.exp(logs)).likelihood(X, M_X)
    for i in range(3):
        up, down = (
            GammaGamma(*np.exp(logs + s * step * np.eye(3)[i])).likelihood(X, M_X)[0]
            for s in (1, -1)
        )
        assert slopes[i] == pytest.approx((up - down) / (2 * step), rel=1e-6, abs=1e-7)
    total, slope = GammaGamma(*np.exp(logs)).total(gamma_gamma.spent_by(X, M_X))
    assert total == pytest.approx(value.sum(), rel=1e-12)
    assert slope == pytest.approx(slopes.sum(axis=1), rel=1e-10)


def test_few_purchases_are_shrunk_to_the_mean() -> None:
    model = GammaGamma(6.0, 4.0, 15.0)
    assert model.mean() == pytest.approx(30.0)
    found = model.expected_value(np.array([0, 1, 10, 1000]), np.array([np.nan, 60.0, 60.0, 60.0]))
    assert found[0] == pytest.approx(30.0)
    assert np.all(np.diff(found) > 0)
    assert found[3] == pytest.approx(60.0, rel=1e-2)


def test_recovery() -> None:
    random = np.random.default_rng(4)
    x = random.integers(1, 8, 20_000)
    m_x = random.gamma(6.0 * x) / random.gamma(4.0, 1 / 15.0, 20_000) / x
    found = gamma_gamma.fit(x=x, m_x=m_x)
    errors = np.log([*found.parameters.values()]) - np.log([6.0, 4.0, 15.0])
    assert np.all(np.abs(errors) < 4 * np.sqrt(np.diag(found.covariance)))
    assert np.all(np.diag(found.covariance) < 0.1**2)


def test_an_infinite_mean_is_a_finding() -> None:
    random = np.random.default_rng(5)
    x = np.ones(5000, int)
    m_x = random.gamma(3.0, size=5000) / random.gamma(0.6, size=5000)
    found = gamma_gamma.fit(x=x, m_x=m_x)
    assert "infinite_mean" in [finding.code for finding in found.findings]
    assert found.mean == pytest.approx(m_x.mean())
    values = found.model.expected_value(
        np.array([0, 3]), np.array([np.nan, 5.0]), otherwise=found.mean
    )
    assert values[0] == pytest.approx(found.mean)
    assert np.isfinite(values).all()


@pytest.mark.parametrize("customers", [60, 3000, 30_000])
def test_spend_that_does_not_vary_is_said_in_words(customers: int) -> None:
    """The edges of the model are found as such, and predict what anybody would."""
    random = np.random.default_rng(1)
    x = 1 + random.geometric(0.4, customers)
    same = random.gamma(6.0 * x) / x * 5
    steady = np.where(random.random(customers) < 0.5, 10.0, 20.0)
    allowed = {"same": {"same_spend"}, "steady": {"steady_spend"}}
    for name, m_x in (("same", same), ("steady", steady), ("equal", np.full(customers, 9.9))):
        found = gamma_gamma.fit(x=x, m_x=m_x)
        assert found.converged, name
        codes = {each.code for each in found.findings}
        assert codes <= allowed.get(name, {"same_spend", "steady_spend"}), name
        own = found.model.expected_value(x, m_x)
        truth = (x @ m_x) / x.sum() if name == "same" else m_x
        assert own == pytest.approx(truth, rel=0.02 if codes else 0.4), name
    assert codes == {"same_spend", "steady_spend"}


@pytest.mark.parametrize("m_x", [np.full(3, np.nan), np.zeros(3), np.full(3, 7.0)])
def test_nothing_to_learn_from(m_x: np.ndarray) -> None:
    for x in (np.zeros(3, int), np.ones(3, int)):
        found = gamma_gamma.fit(x=x, m_x=m_x)
        numbers = [
            found.log_likelihood,
            found.mean,
            *found.parameters.values(),
            *found.covariance.ravel(),
        ]
        assert np.isfinite(numbers).all()
        assert found.findings


def test_purchases_of_no_value_are_left_out_and_said() -> None:
    found = gamma_gamma.fit(x=np.append(X, 3), m_x=np.append(M_X, 0.0))
    assert found.parameters == gamma_gamma.fit(x=X, m_x=M_X).parameters
    assert next(f.code for f in found.findings) == "zero_spend_left_out"
