"""Gamma-Gamma: what a purchase of each customer is worth, shrunk towards all customers' mean.

A purchase of a customer is worth Gamma(p, ν), with ν ~ Gamma(q, γ) over customers: values vary
around a mean of the customer's own, and that mean does not depend on how often the customer buys
(:mod:`spend_correlation` looks whether that is so).

References
----------
FH: Fader, P. S. & Hardie, B. G. S. (2013). The Gamma-Gamma model of monetary value.
http://brucehardie.com/notes/025/
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.fitting import Finding, Objective, Peak, climb
from repurchase_cli.analysis.special_functions import digamma, log_gamma

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: The search goes by ln p, ln q and ln(p γ / q), nearly the mean, so that customers who hardly
#: differ (q and γ run off together) are an edge along one axis. Amounts are in units of a typical
#: one. Beyond a shape of 10,000 they vary by less than 1%, and only rounding moves the search.
_LETTERS = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [-1.0, 1.0, 1.0]])
_LOW, _HIGH = np.log([1e-4, 1e-4, 1e-6]), np.log([1e4, 1e4, 1e6])
#: What it means when a shape is as large as can be.
_STEADY = {"p": "steady_spend", "q": "same_spend"}
_SAMPLE = 4000
_STARTS = ([2.0, 3.0, 2.0], [6.0, 10.0, 2.0], [1.0, 50.0, 50.0], [50.0, 3.0, 0.1])


@dataclass(frozen=True, slots=True)
class Spent:
    """What customers spent on their repeat purchases, and sums over those with the same x.

    Attributes
    ----------
    x, spent
        (N,) repeat purchases, 1 and up, and their value together.
    of_x, n, log_spent
        By x from 0 on: x itself (1 in the place of 0, where nobody is), how many customers, and
        their sum of ln(spent).
    log_values
        Sum of ln(m_x) over all.
    """

    x: Ints
    spent: Floats
    of_x: Floats
    n: Floats
    log_spent: Floats
    log_values: float


def spent_by(x: Ints, m_x: Floats) -> Spent:
    """Return the spend of customers with x repeat purchases of mean value m_x, (N,) each."""
    spent = x * m_x
    n = np.bincount(x).astype(float)
    of_x = np.maximum(np.arange(len(n), dtype=float), 1.0)
    log_spent = np.bincount(x, np.log(spent)).astype(float)
    return Spent(x, spent, of_x, n, log_spent, float(np.log(m_x).sum()))


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """p and q are shapes, γ is in the currency."""

    p: float
    q: float
    gamma: float

    letters: ClassVar[tuple[str, ...]] = ("p", "q", "gamma")

    def likelihood(self, x: Ints, m_x: Floats) -> tuple[Floats, Floats]:
        """Return log-likelihoods, (m,), and their gradients by ln p, ln q, ln γ, (3, m), FH (1a).

        Parameters
        ----------
        x
            (m,) repeat purchases, 1 and up.
        m_x
            (m,) their mean value, above zero.
        """
        p, q, gamma = self.p, self.q, self.gamma
        of_x = np.arange(int(x.max(initial=0)) + 1, dtype=float)
        of_x[0] = 1.0
        px = p * of_x
        spent = x * m_x
        log_whole = np.log1p(spent / gamma)
        log_spent = np.log(spent / gamma)
        constant = log_gamma(px + q) - log_gamma(px) - log_gamma(q)
        by_px, by_q = digamma(px + q) - digamma(px), digamma(px + q) - digamma(q)
        shape = (px + q)[x]
        value = constant[x] + px[x] * log_spent - np.log(m_x) - shape * log_whole
        slopes = (
            px[x] * (by_px[x] + log_spent - log_whole),
            q * (by_q[x] - log_whole),
            shape * (spent / (gamma + spent)) - px[x],
        )
        return value, np.stack(slopes)

    def total(self, spent: Spent) -> tuple[float, Floats]:
        """Return the log-likelihood of all customers and its gradient, (3,).

        The sum of :meth:`likelihood`, put together from sums over customers with the same x.
        """
        p, q, gamma = self.p, self.q, self.gamma
        px, n = p * spent.of_x, spent.n
        shape, whole = px + q, gamma + spent.spent
        log_whole = np.bincount(spent.x, np.log(whole), len(n)) - n * np.log(gamma)
        log_spent = spent.log_spent - n * np.log(gamma)
        share = np.bincount(spent.x, spent.spent / whole, len(n))
        constant = log_gamma(shape) - log_gamma(px) - log_gamma(q)
        value = n @ constant + px @ log_spent - shape @ log_whole - spent.log_values
        rise = digamma(shape)
        slopes = (
            px @ (n * (rise - digamma(px)) + log_spent - log_whole),
            q * float((n * (rise - digamma(q)) - log_whole).sum()),
            shape @ share - px @ n,
        )
        return float(value), np.array(slopes)

    def mean(self) -> float:
        """Return the mean value of a purchase over all customers, p γ / (q - 1); inf if q ≤ 1."""
        return self.p * self.gamma / (self.q - 1) if self.q > 1 else np.inf

    def expected_value(self, x: Ints, m_x: Floats, *, otherwise: float | None = None) -> Floats:
        """Return the expected value of a future purchase, (N,), FH (5).

        Parameters
        ----------
        x, m_x
            (N,) each; m_x is not looked at where x is 0.
        otherwise
            What to say where the formula has no finite value, which happens only where
            p x + q ≤ 1; the mean of the given m_x by default.
        """
        shape = self.p * x + self.q
        spent = np.where(x > 0, x * np.nan_to_num(m_x), 0.0)
        finite = shape > 1
        found = self.p * (self.gamma + spent) / np.where(finite, shape - 1, 1.0)
        if not finite.all():
            known = m_x[(x > 0) & np.isfinite(m_x)]
            mean = float(known.mean()) if len(known) else 0.0
            found[~finite] = mean if otherwise is None else otherwise
        return np.asarray(found)


@dataclass(frozen=True, slots=True)
class SpendFit:
    """A Gamma-Gamma model at its maximum likelihood.

    Attributes
    ----------
    model
        The model.
    log_likelihood
        Of the customers with repeat purchases.
    customers, transactions
        Those customers, and their repeat purchases.
    converged
        Whether the search ended on a top.
    covariance
        (3, 3) of ln p, ln q, ln γ; zero for a parameter on a bound.
    mean
        The mean value of a purchase over all customers: the model's, or the observed mean of the
        customers' means where the model's is infinite.
    findings
        What to know about it.
    """

    model: GammaGamma
    log_likelihood: float
    customers: int
    transactions: int
    converged: bool
    covariance: Floats
    mean: float
    findings: tuple[Finding, ...]

    name: ClassVar[str] = "gamma-gamma"
    n_parameters: ClassVar[int] = 3

    @property
    def parameters(self) -> dict[str, float]:
        """Return the parameters by their letters."""
        return {letter: getattr(self.model, letter) for letter in self.model.letters}

    @property
    def aic(self) -> float:
        """Akaike's criterion, 2 · parameters - 2 · log-likelihood; less is better."""
        return 2 * self.n_parameters - 2 * self.log_likelihood


def fit(*, x: Ints, m_x: Floats) -> SpendFit:
    """Fit the model to the customers with repeat purchases worth more than nothing.

    Parameters
    ----------
    x
        (N,) repeat purchases.
    m_x
        (N,) their mean value; not looked at where x is 0.
    """
    bought = (x > 0) & (np.nan_to_num(m_x) > 0)
    free = int(np.sum((x > 0) & ~bought))
    x, m_x = x[bought], m_x[bought]
    findings = [Finding("zero_spend_left_out", {"customers": free})] if free else []
    if not len(x):
        nothing = Finding("no_repeats", {"customers": free})
        return SpendFit(
            GammaGamma(1.0, 2.0, 1.0), 0.0, 0, 0, False, np.zeros((3, 3)), 0.0, (nothing,)
        )
    typical = float(np.exp(np.mean(np.log(m_x))))
    peak = _search(x, m_x / typical)
    p, q, gamma = np.exp(peak.place).tolist()
    model = GammaGamma(p, q, gamma * typical)
    mean = model.mean()
    findings += _findings(model, peak)
    return SpendFit(
        model=model,
        log_likelihood=peak.value - len(x) * float(np.log(typical)),
        customers=len(x),
        transactions=int(x.sum()),
        converged=peak.converged,
        covariance=peak.covariance,
        mean=mean if np.isfinite(mean) else float(m_x.mean()),
        findings=tuple(findings),
    )


def _search(x: Ints, m_x: Floats) -> Peak:
    step = max(1, len(x) // _SAMPLE)
    scout = _along_axes(likelihood_of_spend(x[::step], m_x[::step], len(x) / len(x[::step])))
    starts = [np.linalg.solve(_LETTERS, np.log(start)) for start in _STARTS]
    best = climb(scout, max(starts, key=lambda start: scout(start)[0]), low=_LOW, high=_HIGH)
    if step > 1:
        whole = _along_axes(likelihood_of_spend(x, m_x))
        best = climb(whole, best.place, low=_LOW, high=_HIGH, scout=scout)
    covariance = _LETTERS @ best.covariance @ _LETTERS.T
    return replace(best, place=_LETTERS @ best.place, covariance=covariance)


def _along_axes(objective: Objective) -> Objective:
    """Return an objective of the axes of the search from one of the log-parameters."""

    def found(place: Floats) -> tuple[float, Floats]:
        value, slope = objective(_LETTERS @ place)
        return value, slope @ _LETTERS

    return found


def likelihood_of_spend(x: Ints, m_x: Floats, factor: float = 1.0) -> Objective:
    """Return the log-likelihood and its gradient by ln p, ln q, ln γ, both times a factor."""
    spent = spent_by(x, m_x)

    def objective(place: Floats) -> tuple[float, Floats]:
        value, slope = GammaGamma(*np.exp(place).tolist()).total(spent)
        return value * factor, slope * factor

    return objective


def _findings(model: GammaGamma, peak: Peak) -> list[Finding]:
    found = [] if peak.converged else [Finding("not_converged")]
    if model.q <= 1:
        found.append(Finding("infinite_mean", {"q": model.q}, "q"))
    for letter, place, bound in zip(model.letters, peak.place, peak.bound.tolist(), strict=True):
        if bound:
            code = _STEADY.get(letter, "at_bound") if place > 0 else "at_bound"
            found.append(Finding(code, {"value": getattr(model, letter)}, letter))
    return found
