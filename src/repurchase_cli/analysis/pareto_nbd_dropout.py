"""The integral of the Pareto/NBD likelihood: having dropped out between t_x and T.

The published forms take differences of Gauss' hypergeometric function, which lose all digits for
many purchases or when α and β are far apart. Here the integral is summed directly: its integrand

    h(τ) = (α+τ)^-(r+x) · (β+τ)^-(s+1)

depends on x and τ only, so the different t_x and T of all customers with the same x are *knots* on
one axis, and every piece between neighbouring knots is integrated once, for all customers. Each sum
runs from a customer's T backwards and is kept relative to h at its knot, so nothing underflows.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.counts import Counts, Knots
from repurchase_cli.analysis.special_functions import legendre

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

#: Nodes of a piece by its steepness and its width on the logarithmic axis: enough for 1e-12.
_RULES = ((4, 0.3, 0.1), (8, 4.0, 1.0), (16, 20.0, 3.0), (32, 60.0, 7.0), (96, np.inf, np.inf))
#: exp(-50) of the integrand's start may be cut off.
_NEGLIGIBLE = 50.0


class Rates(Protocol):
    """The parameters of the Pareto/NBD."""

    @property
    def r(self) -> float: ...  # noqa: D102 - the paper's letter
    @property
    def alpha(self) -> float: ...  # noqa: D102
    @property
    def s(self) -> float: ...  # noqa: D102
    @property
    def beta(self) -> float: ...  # noqa: D102


def dropped_out(model: Rates, counts: Counts) -> tuple[Floats, Floats]:
    """Return the log-odds of having dropped out, and how it moves the log-likelihood.

    Returns
    -------
    tuple
        ``(log_odds, slopes)``: (m,) ln of s ∫ h(τ) dτ over (α+T)^-(r+x) (β+T)^-s, minus infinity
        where t_x is T; and its gradient by ln r, ln α, ln s, ln β, (4, m), which takes the means
        over the density h of ln(α+τ), 1/(α+τ), ln(β+τ) and 1/(β+τ).
    """
    knots, x = counts.knots, counts.x
    start, end = knots.start, knots.end
    measures = _measures(model, knots.time)
    heights = -(model.r + knots.x) * measures[0] - (model.s + 1) * measures[2]
    fall = heights[end] - heights[start]
    sums, rest = _sums_to_the_end(model, knots, heights), np.exp(fall)
    whole = sums[0][start] - rest * sums[0][end]
    dropped = whole > 0
    whole = np.where(dropped, whole, 1.0)
    log_alpha, by_alpha, log_beta, by_beta = (
        (each[start] - rest * each[end]) / whole - measure[end]
        for each, measure in zip(sums[1:], measures, strict=True)
    )
    log_odds = np.log(model.s * whole) - fall - measures[2][end]
    slopes = (
        -model.r * log_alpha,
        -model.alpha * (model.r + x) * by_alpha,
        1 - model.s * log_beta,
        -model.beta * ((model.s + 1) * by_beta + measures[3][end]),
    )
    return np.where(dropped, log_odds, -np.inf), np.stack(slopes)


def _measures(model: Rates, time: Floats) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the four functions of time whose means are wanted."""
    by_alpha, by_beta = model.alpha + time, model.beta + time
    return np.log(by_alpha), 1 / by_alpha, np.log(by_beta), 1 / by_beta


def _sums_to_the_end(model: Rates, knots: Knots, heights: Floats) -> Floats:
    """Return ∫ h(τ) / h(knot) · (1, measures) dτ from each knot to the last of its x, (5, k).

    Sums of one piece become sums of two, of four and so on, until the longest run is covered.
    """
    sums, carry = np.zeros((5, len(knots.x))), np.zeros(len(knots.x))
    inner = np.flatnonzero(knots.x[1:] == knots.x[:-1])
    length = knots.time[inner + 1] - knots.time[inner]
    sums[:, inner] = _pieces(model, knots.x[inner], knots.time[inner], length)
    carry[inner] = np.exp(heights[inner + 1] - heights[inner])
    step = 1
    while step < knots.longest:
        sums[:, :-step] += carry[:-step] * sums[:, step:]
        carry[:-step] *= carry[step:]
        carry[-step:] = 0.0
        step *= 2
    return sums


def _pieces(model: Rates, x: Floats, start: Floats, length: Floats) -> Floats:
    """Return the integrals over single pieces, relative to h at their start, (5, k).

    On the axis y = ln((c+τ)/(c+start)), c the smaller of α and β, the integrand is log-concave and
    analytic in a strip as wide as π, so a few Gauss-Legendre nodes suffice. What lies where it has
    fallen by exp(-50) is left out.
    """
    a, b = model.r + x - 1, np.full(len(x), model.s + 1)
    small, large = model.alpha, model.beta
    if small > large:
        a, b, small, large = b - 1, a + 1, large, small
    near = (small + start) / (large + start)
    width = np.log1p(length / (small + start))
    slope = a + b * near
    width = np.minimum(width, _NEGLIGIBLE / np.maximum(slope, 1e-300))
    grown = near * np.exp(width)
    steepness = width * np.abs(a + b * grown / (1 - near + grown))
    found, waiting = np.empty((5, len(x))), np.ones(len(x), bool)
    for nodes, steep, wide in _RULES:
        chosen = waiting & (steepness <= steep) & (width <= wide)
        if chosen.any():
            part = start[chosen], width[chosen], small + start[chosen]
            found[:, chosen] = _gauss(model, x[chosen], *part, nodes)
        waiting &= ~chosen
    return found


def _gauss(
    model: Rates, x: Floats, start: Floats, width: Floats, scale: Floats, nodes: int
) -> Floats:
    places, weights = legendre(nodes)
    y = width[:, None] * places
    passed = scale[:, None] * np.expm1(y)
    start = start[:, None]
    fall = -(model.r + x)[:, None] * np.log1p(passed / (model.alpha + start))
    fall -= (model.s + 1) * np.log1p(passed / (model.beta + start))
    height = np.exp(fall + y) * (width * scale)[:, None]
    measures = _measures(model, start + passed)
    return np.stack([height @ weights, *((height * measure) @ weights for measure in measures)])
