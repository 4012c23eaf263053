"""Fit the transaction models to counts.

The search works in units of the mean T, on a sample of the triples first, so that a million
customers cost about a dozen looks at all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.bgnbd import BgNbd
from repurchase_cli.analysis.cnbd_k import BgCnbdK, MbgCnbdK
from repurchase_cli.analysis.fitting import ENOUGH, Finding, Objective, Peak, climb
from repurchase_cli.analysis.mbgnbd import MbgNbd
from repurchase_cli.analysis.pareto_nbd import ParetoNbd

if TYPE_CHECKING:
    from collections.abc import Callable

    from repurchase_cli.analysis.counts import Counts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

SAMPLE = 1000
_LARGER = 10
_ENOUGH_OF_SAMPLE = 1e-2
MOST_REGULAR = 12
_LOWEST, _HIGHEST = 1e-5, 1e5
_NO_GAIN, _CLEAR_GAIN = 0.5, 100.0
#: The second pair of parameters to start from, in units of the mean T where they are times.
_STARTS = {"a": ((0.8, 2.5), (0.2, 5.0)), "s": ((0.6, 0.6), (0.5, 5.0))}


class TransactionModel(Protocol):
    """What every transaction model offers; times are in its unit."""

    letters: ClassVar[tuple[str, ...]]
    times: ClassVar[tuple[str, ...]]

    @property
    def r(self) -> float: ...  # noqa: D102 - the paper's letter
    @property
    def alpha(self) -> float: ...  # noqa: D102
    def likelihood(self, counts: Counts) -> tuple[Floats, Floats]:
        """Return log-likelihoods, (m,), and gradients by the log-parameters, (p, m)."""

    def total(self, counts: Counts) -> tuple[float, Floats]:
        """Return the log-likelihood of all customers and its gradient, (p,)."""

    def p_alive(self, counts: Counts, *, later: float = 0.0) -> Floats:
        """Return the probability of being active, (m,)."""

    def phases(self, counts: Counts) -> Floats:
        """Return the chance of each phase of active customers, (k, m)."""

    def active_purchases(self, t: Floats | float, x: Ints, T: Floats) -> Floats:  # noqa: N803
        """Return the expected purchases of active customers by phase, (k, n)."""

    def purchase_tail(self, m: Floats, t: float, x: int, T: Floats) -> Floats:  # noqa: N803
        """Return the chance of at least m purchases, (k, n, len(m))."""

    def waiting(self, shares: Floats, counts: Counts) -> Floats:
        """Return quantiles of the time to the next purchase, (s, m)."""


@dataclass(frozen=True, slots=True)
class TransactionFit:
    """A transaction model at its maximum likelihood.

    Attributes
    ----------
    name
        Such as ``bg-nbd``.
    model
        The model, its times in the counts' unit.
    log_likelihood
        In the counts' unit.
    customers, transactions
        Customers, and their repeat purchases.
    n_parameters
        How many were fitted, k included.
    converged
        Whether the search ended on a top.
    covariance
        (4, 4) of ln r, ln α, …; zero for a parameter on a bound.
    findings
        What to know about it.
    unit_days
        Days of the unit of time.
    """

    name: str
    model: TransactionModel
    log_likelihood: float
    customers: int
    transactions: int
    n_parameters: int
    converged: bool
    covariance: Floats
    findings: tuple[Finding, ...]
    unit_days: float

    @property
    def parameters(self) -> dict[str, float]:
        """Return the parameters by their letters."""
        return parameters_of(self.model)

    @property
    def aic(self) -> float:
        """Akaike's criterion, 2 · parameters - 2 · log-likelihood; less is better."""
        return 2 * self.n_parameters - 2 * self.log_likelihood


#: The models by name; those with k are fitted for several.
MODELS: dict[str, Callable[..., TransactionModel]] = {
    "bg-nbd": BgNbd,
    "mbg-nbd": MbgNbd,
    "pareto-nbd": ParetoNbd,
    "bg-cnbd-k": BgCnbdK,
    "mbg-cnbd-k": MbgCnbdK,
}
REGULAR = ("bg-cnbd-k", "mbg-cnbd-k")


def parameters_of(model: TransactionModel) -> dict[str, float]:
    """Return the parameters of a model by their letters, k too where it is one of them."""
    letters = (*model.letters, "k") if isinstance(model, BgCnbdK | MbgCnbdK) else model.letters
    return {letter: getattr(model, letter) for letter in letters}


def fit(name: str, counts: Counts) -> TransactionFit:
    """Fit a model by maximum likelihood.

    Parameters
    ----------
    name
        A key of :data:`MODELS`.
    counts
        At least one customer.

    Notes
    -----
    The models with k are fitted for k = 1, 2, … up to 12, until two in a row were no better;
    without ``log_gaps`` different k cannot be compared, and k is 1.
    """
    if name not in REGULAR:
        return _fit(name, counts)
    best = _fit(name, counts, 1)
    worse = 0
    for k in range(2, MOST_REGULAR + 1 if counts.log_gaps is not None else 2):
        found = _fit(name, counts, k)
        better = found.log_likelihood > best.log_likelihood
        best, worse = (found, 0) if better else (best, worse + 1)
        if worse == 2:
            break
    return best


def _fit(name: str, counts: Counts, k: int = 1) -> TransactionFit:
    mean_age = float(counts.n @ counts.T) / float(counts.n.sum()) or 1.0
    scaled = counts.in_unit(counts.unit_days * mean_age)
    build = builder(name, k)
    peak = search(build, scaled)
    model = build(peak.place)
    model = replace(model, **{letter: getattr(model, letter) * mean_age for letter in model.times})  # type: ignore[type-var]  # all models are dataclasses
    k_of = getattr(model, "k", 1)
    value = peak.value - k_of * counts.repeats * float(np.log(mean_age))  # densities are per unit
    if isinstance(model, BgCnbdK | MbgCnbdK) and model.k > 1:
        value += model.gap_factor(log_gaps=counts.log_gaps or 0.0, repeats=counts.repeats)
    return TransactionFit(
        name=name,
        model=model,
        log_likelihood=value,
        customers=counts.customers,
        transactions=counts.repeats,
        n_parameters=len(peak.place) + (name in REGULAR),
        converged=peak.converged,
        covariance=peak.covariance,
        findings=tuple(_findings(model, peak, scaled)),
        unit_days=counts.unit_days,
    )


def builder(name: str, k: int = 1) -> Callable[[Floats], TransactionModel]:
    """Return the function from log-parameters, (4,), to the model."""
    further = {"k": k} if name in REGULAR else {}
    return lambda place: MODELS[name](*np.exp(place).tolist(), **further)


def likelihood_of(build: Callable[[Floats], TransactionModel], counts: Counts) -> Objective:
    """Return the log-likelihood of all customers, and its gradient, as a function."""
    return lambda place: build(place).total(counts)


def search(build: Callable[[Floats], TransactionModel], counts: Counts) -> Peak:
    """Return the best top from several starts: on a sample, then on ever larger ones up to all."""
    low, high = bounds(4)
    sample = counts.thin(SAMPLE)
    scout, starts = likelihood_of(build, sample), _starts(build, sample)
    if sample is not counts:  # so many customers leave one top
        starts = [max(starts, key=lambda start: scout(start)[0])]
    enough = ENOUGH if sample is counts else _ENOUGH_OF_SAMPLE
    tops = [climb(scout, start, low=low, high=high, enough=enough) for start in starts]
    best = max(tops, key=lambda top: top.value)
    while sample is not counts:
        sample = counts.thin(len(sample.x) * _LARGER)
        objective = likelihood_of(build, sample)
        enough = ENOUGH if sample is counts else _ENOUGH_OF_SAMPLE
        best = climb(objective, best.place, low=low, high=high, scout=scout, enough=enough)
        scout = objective
    return best


def bounds(parameters: int) -> tuple[Floats, Floats]:
    """Return the lowest and highest log-parameters."""
    return np.full(parameters, np.log(_LOWEST)), np.full(parameters, np.log(_HIGHEST))


def _starts(build: Callable[[Floats], TransactionModel], counts: Counts) -> list[Floats]:
    """Return places to start from: r and α by the moments of x, the other pair from a table."""
    model = build(np.zeros(4))
    customers = float(counts.n.sum())
    mean = max(float(counts.n @ counts.x) / customers, 1e-3)
    variance = float(counts.n @ (counts.x - mean) ** 2) / customers
    r = float(np.clip(mean**2 / max(variance - mean, 0.1 * mean), 0.05, 20.0))
    alpha = r / (getattr(model, "k", 1) * mean)
    return [np.log([r, alpha, *pair]) for pair in _STARTS[model.letters[2]]]


def _findings(model: TransactionModel, peak: Peak, counts: Counts) -> list[Finding]:
    if not counts.repeats:
        return [Finding("no_repeats", {"customers": counts.customers})]
    found = []
    if not peak.converged:
        found.append(Finding("not_converged"))
    gain = _gain(model, peak, counts)
    if gain < _NO_GAIN:
        found.append(Finding("no_dropout", {"gain": max(gain, 0.0)}))
    for letter, bound in zip(model.letters, peak.bound.tolist(), strict=True):
        if bound:
            found.append(Finding("at_bound", {"value": getattr(model, letter)}, letter))
    return found


def _gain(model: TransactionModel, peak: Peak, counts: Counts) -> float:
    """Return how much log-likelihood the model gains by letting customers drop out.

    A sample tells when it is a lot; only otherwise all customers are asked.
    """
    sample = counts.thin(SAMPLE)
    if sample is not counts:
        gain = type(model)(*np.exp(peak.place)).total(sample)[0] - _without_dropout(model, sample)
        if gain > _CLEAR_GAIN:
            return gain
    return peak.value - _without_dropout(model, counts)


def _without_dropout(model: TransactionModel, counts: Counts) -> float:
    """Return the log-likelihood of the same model when nobody ever drops out (the NBD)."""
    never, k = np.log([_LOWEST**2, 1.0]), getattr(model, "k", 1)

    def build(place: Floats) -> TransactionModel:
        r, alpha, a, b = np.exp([*place[:2], *never]).tolist()
        return BgCnbdK(r, alpha, a, b, k)

    def objective(place: Floats) -> tuple[float, Floats]:
        value, slope = build(place).total(counts)
        return value, slope[:2]

    low, high = bounds(2)
    return climb(objective, _starts(build, counts)[-1][:2], low=low, high=high).value
