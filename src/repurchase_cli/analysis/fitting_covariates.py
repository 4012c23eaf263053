"""Transaction models with covariates that do not change over time, such as sex or first channel.

With z of a customer, α is α₀ exp(-γ₁'z): customers with a positive effect buy more often. In the
beta-geometric models a and b are a₀ exp(γ₂'z) and b₀ exp(γ₃'z), in the Pareto/NBD β is
β₀ exp(-γ₂'z). Customers with the same z are one group with an ordinary model of its own, which is
what predictions use.

References
----------
Fader, P. S. & Hardie, B. G. S. (2007). Incorporating time-invariant covariates into the Pareto/NBD
and BG/NBD models. http://brucehardie.com/notes/019/
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.fitting import Finding, climb
from repurchase_cli.analysis.fitting_transactions import (
    TransactionFit,
    TransactionModel,
    bounds,
    builder,
    search,
)

if TYPE_CHECKING:
    from repurchase_cli.analysis.counts import Counts

Floats = NDArray[np.float64]

_SIGNS = {"alpha": -1.0, "a": 1.0, "b": 1.0, "beta": -1.0}
_STRONGEST = 10.0


@dataclass(frozen=True, slots=True)
class CovariateFit:
    """A transaction model with covariates at its maximum likelihood.

    Attributes
    ----------
    groups
        The ordinary fit of each group, in the given order, with the covariance that the common
        parameters leave it; their log-likelihoods add up to the whole.
    coefficients
        By letter, (q,) γ.
    errors
        By letter, (q,) standard errors of γ.
    maps, covariance
        By group the matrix from the common log-parameters to its own, (4, c), and the covariance
        of the common ones, (c, c).
    log_likelihood, n_parameters, converged, findings
        Of the whole; ``findings`` has ``at_bound`` for an effect without limit.
    """

    name: str
    groups: tuple[TransactionFit, ...]
    coefficients: dict[str, Floats]
    errors: dict[str, Floats]
    maps: tuple[Floats, ...]
    covariance: Floats
    log_likelihood: float
    n_parameters: int
    converged: bool
    findings: tuple[Finding, ...]

    @property
    def aic(self) -> float:
        """Akaike's criterion, to be compared with that of the model without covariates."""
        return 2 * self.n_parameters - 2 * self.log_likelihood


def fit_with_covariates(
    name: str, groups: Sequence[Counts], z: Floats, *, k: int = 1
) -> CovariateFit:
    """Fit a model with covariates.

    Parameters
    ----------
    name
        A key of :data:`repurchase_cli.analysis.fitting_transactions.MODELS`.
    groups
        The counts of the customers of each different z, in one unit.
    z
        (g, q) the covariates of each group, of the order of 1: 0 and 1 for a property, a logarithm
        or a standardised value in a few classes for an amount.
    k
        For the models with regular purchases.
    """
    ages = np.array([float(each.n @ each.T) for each in groups])
    customers = np.array([float(each.n.sum()) for each in groups])
    mean_age = float(ages.sum() / customers.sum()) or 1.0
    scaled = [each.in_unit(each.unit_days * mean_age) for each in groups]
    build = builder(name, k)
    letters = build(np.zeros(4)).letters
    maps = [_map(letters, each) for each in z]

    def objective(place: Floats) -> tuple[float, Floats]:
        parts = [build(m @ place).total(each) for m, each in zip(maps, scaled, strict=True)]
        slopes = [slope @ m for m, (_, slope) in zip(maps, parts, strict=True)]
        return sum(value for value, _ in parts), np.sum(slopes, axis=0)

    start = np.zeros(maps[0].shape[1])
    start[:4] = search(build, scaled[int(np.argmax(customers))]).place
    low, high = np.full(len(start), -_STRONGEST), np.full(len(start), _STRONGEST)
    low[:4], high[:4] = bounds(4)
    peak = climb(objective, start, low=low, high=high)
    fits = tuple(
        _of_group(name, build(m @ peak.place), m @ peak.covariance @ m.T, each, mean_age)
        for m, each in zip(maps, groups, strict=True)
    )
    effects = [letter for letter in letters if letter in _SIGNS]
    gamma = peak.place[4:].reshape(len(effects), -1)
    spread = np.sqrt(np.diag(peak.covariance))[4:].reshape(len(effects), -1)
    unlimited = [effects[i // gamma.shape[1]] for i in np.flatnonzero(peak.bound[4:]).tolist()]
    return CovariateFit(
        name=name,
        groups=fits,
        coefficients=dict(zip(effects, gamma, strict=True)),
        errors=dict(zip(effects, spread, strict=True)),
        maps=tuple(maps),
        covariance=peak.covariance,
        log_likelihood=sum(each.log_likelihood for each in fits),
        n_parameters=len(start),
        converged=peak.converged,
        findings=tuple(Finding("at_bound", {}, letter) for letter in unlimited),
    )


def _map(letters: tuple[str, ...], z: Floats) -> Floats:
    """Return the matrix from (ln r, …, γ …) to the log-parameters of a group, (4, 4 + effects)."""
    effects = [letter for letter in letters if letter in _SIGNS]
    found = np.zeros((4, 4 + len(effects) * len(z)))
    found[:, :4] = np.eye(4)
    for number, letter in enumerate(effects):
        where = slice(4 + number * len(z), 4 + (number + 1) * len(z))
        found[letters.index(letter), where] = _SIGNS[letter] * z
    return found


def _of_group(
    name: str, model: TransactionModel, covariance: Floats, counts: Counts, mean_age: float
) -> TransactionFit:
    times = {letter: getattr(model, letter) * mean_age for letter in model.times}
    model = replace(model, **times)  # type: ignore[type-var]  # all models are dataclasses
    return TransactionFit(
        name=name,
        model=model,
        log_likelihood=model.total(counts)[0],
        customers=counts.customers,
        transactions=counts.repeats,
        n_parameters=len(model.letters),
        converged=True,
        covariance=covariance,
        findings=(),
        unit_days=counts.unit_days,
    )
