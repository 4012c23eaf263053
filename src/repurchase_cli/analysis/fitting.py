"""Maximum likelihood: uphill by Newton's steps from analytic gradients, and what was found there.

Parameters are positive, so the search runs over their logarithms, within bounds far outside what
shops show. A search that ends on a bound, or for which the data have nothing to say, is a finding.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
#: From (p,) log-parameters to the log-likelihood and its gradient, (p,).
Objective = Callable[[Floats], tuple[float, Floats]]

_STEP = 1e-4
_LONGEST = 2.0
#: What a step must promise of log-likelihood to be worth it.
ENOUGH = 1e-9
#: What a step may promise and yet not rise: gamma functions of large parameters are rounded.
_ROUNDING = 1e-3
_ROUNDS, _PATIENCE = 100, 10
_HALVINGS = 30


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to be said about a fit: a code, and the numbers that belong into the sentence.

    Codes of fits: ``no_repeats`` (nobody bought again, nothing can be learnt), ``no_dropout`` (the
    simpler NBD fits as well: customers do not seem to leave), ``at_bound`` (a parameter ran off,
    see ``parameter``), ``not_converged``; of spend ``infinite_mean`` (q ≤ 1), ``same_spend``
    (customers do not differ), ``steady_spend`` (a customer's purchases do not differ),
    ``zero_spend_left_out``.
    """

    code: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    parameter: str | None = None


@dataclass(frozen=True, slots=True)
class Peak:
    """Where a search ended.

    Attributes
    ----------
    place
        (p,) log-parameters.
    value
        The log-likelihood there.
    covariance
        (p, p) of the log-parameters; zero for those on a bound.
    bound
        (p,) bool, which ended on a bound.
    converged
        Whether no step promises more than a billionth of log-likelihood, or what was asked for.
    """

    place: Floats
    value: float
    covariance: Floats
    bound: NDArray[np.bool_]
    converged: bool


def climb(
    objective: Objective,
    start: Floats,
    *,
    low: Floats,
    high: Floats,
    scout: Objective | None = None,
    enough: float = ENOUGH,
) -> Peak:
    """Return the maximum of a log-likelihood.

    Parameters
    ----------
    objective
        The log-likelihood and its gradient.
    start, low, high
        (p,) log-parameters; the bounds hold.
    scout
        The same function of a sample of the data, scaled to all of it: steps take their curvature
        from it, and keep it while they go well, which saves most of the work; so does the
        covariance. The gradient is always the objective's, and so is the curvature where the
        sample leads nowhere in ten rounds.
    enough
        The search ends where a step promises less log-likelihood than this.
    """
    place = np.clip(start, low, high)
    value, slope = objective(place)
    curve, converged = _curve(objective, scout, place, slope), False
    for rounds in range(_ROUNDS):
        step = _newton(slope, curve, ~_held(place, slope, low, high))
        promise = float(slope @ step)
        if promise < enough:
            converged = True
            break
        better = _along(objective, place, value, slope, step, low, high)
        if better is None:
            converged = promise < _ROUNDING
            break
        poor = better[1] - value < promise / 4
        place, value, slope = better
        scout = scout if rounds < _PATIENCE else None
        if scout is None or poor:
            curve = _curve(objective, scout, place, slope)
    free = ~_held(place, slope, low, high)
    return Peak(place, value, _inverse(curve, free), _at(place, low, high), converged)


def _curve(objective: Objective, scout: Objective | None, place: Floats, slope: Floats) -> Floats:
    return curvature(scout, place) if scout else curvature(objective, place, slope)


def _along(
    objective: Objective,
    place: Floats,
    value: float,
    slope: Floats,
    step: Floats,
    low: Floats,
    high: Floats,
) -> tuple[Floats, float, Floats] | None:
    """Return the first place along a step, halved while it is not uphill; None if none is."""
    for halving in range(_HALVINGS):
        there = np.clip(place + step * 0.5**halving, low, high)
        found, its_slope = objective(there)
        if found >= value + 1e-4 * float(slope @ (there - place)) and np.any(there != place):
            return there, found, its_slope
    return None


def curvature(objective: Objective, place: Floats, slope: Floats | None = None) -> Floats:
    """Return minus the second derivatives, (p, p), from differences of the gradient.

    ``slope`` is the gradient at ``place``, where it is known.
    """
    here = objective(place)[1] if slope is None else slope
    shifts = _STEP * np.eye(len(place))
    matrix = np.array([(here - objective(place + shift)[1]) / _STEP for shift in shifts])
    return np.asarray((matrix + matrix.T) / 2)


def _newton(slope: Floats, curve: Floats, free: NDArray[np.bool_]) -> Floats:
    """Return the step to the top of the parabola, uphill also where the surface bends upward."""
    step = np.zeros(len(slope))
    if free.any():
        values, vectors = np.linalg.eigh(curve[np.ix_(free, free)])
        steep = np.maximum(np.abs(values), 1e-9 * max(1.0, float(np.abs(values).max())))
        step[free] = vectors @ ((vectors.T @ slope[free]) / steep)
    return np.asarray(step * min(1.0, _LONGEST / max(float(np.abs(step).max()), 1e-300)))


def _inverse(curve: Floats, free: NDArray[np.bool_]) -> Floats:
    """Return the covariance: the inverse curvature of the free parameters, at most a wide one."""
    covariance = np.zeros_like(curve)
    if free.any():
        values, vectors = np.linalg.eigh(curve[np.ix_(free, free)])
        widest = _LONGEST**2
        shares = np.where(values > 1 / widest, 1 / np.maximum(values, 1 / widest), widest)
        covariance[np.ix_(free, free)] = (vectors * shares) @ vectors.T
    return covariance


def _at(place: Floats, low: Floats, high: Floats) -> NDArray[np.bool_]:
    return np.asarray((place <= low + 1e-6) | (place >= high - 1e-6))


def _held(place: Floats, slope: Floats, low: Floats, high: Floats) -> NDArray[np.bool_]:
    below, above = (place <= low) & (slope < 0), (place >= high) & (slope > 0)
    return np.asarray(below | above)
