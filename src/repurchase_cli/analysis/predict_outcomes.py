"""Predictive intervals: how many purchases, and how much money, each customer may really bring.

For an active customer with x purchases the number of purchases has the model's distribution, and m
of them together are worth (γ + x m_x) · B'(p m, p x + q), a beta prime variable, since their rate ν
has the distribution Gamma(p x + q, γ + x m_x). Both depend on x and, smoothly, on T. So tables over
a few T for each x serve all customers, exactly but for interpolation; nothing is drawn at random
but, in smaller shops, the parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from repurchase_cli import progress
from repurchase_cli.analysis import predict_tables as tables
from repurchase_cli.analysis.counts import Counts, runs_of_x
from repurchase_cli.analysis.predict_smooth import knots_of

if TYPE_CHECKING:
    from repurchase_cli.analysis.fitting_transactions import TransactionModel
    from repurchase_cli.analysis.gamma_gamma import GammaGamma

Floats = NDArray[np.float64]

_DIGITS = 5.0
_ROWS = 20_000
_WIDTHS = 4.0
_MOST = 100_000.0


@dataclass(frozen=True, slots=True)
class Possible:
    """One set of parameters that the data allow, and how much it weighs."""

    model: TransactionModel
    spend: GammaGamma | None = None
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Intervals and variances of what triples bring, (m,) each.

    Attributes
    ----------
    purchases_low, purchases_high
        Numbers of purchases.
    purchases_variance
        Of the number of purchases.
    worth_low, worth_high
        Money in units of γ + x m_x, before margin and discount; zeros without a spend model.
    worth_variance
        Of the money, in the same unit squared.
    """

    purchases_low: Floats
    purchases_high: Floats
    purchases_variance: Floats
    worth_low: Floats
    worth_high: Floats
    worth_variance: Floats


@dataclass(frozen=True, slots=True)
class _Question:
    """What is asked of all customers: the horizon, the mean spend, the share of an interval."""

    t: float
    mean_spend: float
    share: float


def outcomes(
    possible: Sequence[Possible],
    counts: Counts,
    *,
    t: float,
    mean_spend: float = 0.0,
    share: float = 0.9,
) -> Outcomes:
    """Return the predictive intervals of each triple.

    Parameters
    ----------
    possible
        Parameters and their weights, which sum to 1; the first are the best.
    counts
        Triples in the models' unit.
    t
        The horizon in that unit.
    mean_spend
        The mean value of a purchase, for carrying γ + x m_x from one set of parameters to another.
    share
        The share of outcomes that an interval holds. Where nothing at all is likely enough to be
        its lower end, it starts at 0 and its upper end holds the whole share.
    """
    question = _Question(t, mean_spend, share)
    p_alive = np.stack([each.model.p_alive(counts) for each in possible])
    found = np.empty((6, len(counts.x)))
    done = progress.Count(len(counts.x))
    with progress.doing(("working out the intervals", "计算区间"), done.share):
        for x, run in runs_of_x(counts.x):
            for start in range(run.start, run.stop, _ROWS):
                rows = slice(start, min(start + _ROWS, run.stop))
                part = counts.part(rows)
                found[:, rows] = _of_one_x(possible, question, part, x, p_alive[:, rows])
                done.done = rows.stop
    return Outcomes(*found)


def _of_one_x(
    possible: Sequence[Possible], question: _Question, counts: Counts, x: int, p_alive: Floats
) -> Floats:
    """Return the six rows of :class:`Outcomes` for triples of one x, (6, n)."""
    best, share = possible[0], question.share
    edges = tables.number_axis(_most(best.model, x, question.t, float(counts.T.min())))
    tail, worth = _tails(possible, question, counts, x, p_alive, edges)
    mean, square = tables.number_moments(tail, edges)
    found = [*tables.number_interval(tail, edges, share), square - mean**2]
    if best.spend is None:
        return np.stack([*found, *np.zeros((3, len(tail)))])
    axis = tables.worth_axis(best.spend, tables.like(x), edges[-1])
    axis = axis * tables.single(best.spend, x)
    mean, square = tables.worth_moments(worth, axis)
    found += [*tables.worth_interval(worth, tail[:, 0], axis, share), square - mean**2]
    return np.stack(found)


def _tails(
    possible: Sequence[Possible],
    question: _Question,
    counts: Counts,
    x: int,
    p_alive: Floats,
    edges: Floats,
) -> tuple[Floats, Floats]:
    """Return P(at least edge purchases) and P(worth more than axis) of each triple."""
    since = possible[0].model.alpha
    knots, matrix = knots_of(since + counts.T, _DIGITS)
    tail, worth = np.zeros((len(counts.x), len(edges))), np.zeros(())
    for each, alive in zip(possible, p_alive, strict=True):
        by_phase = each.model.purchase_tail(edges, question.t, x, knots - since)
        given = _worth_given_number(possible[0].spend, each.spend, question, x, len(edges))
        chances = (each.weight * alive * each.model.phases(counts)).T
        carry = (chances[:, :, None] * matrix[:, None, :]).reshape(len(matrix), -1)
        tail += carry @ _together(by_phase)
        worth = worth + carry @ _together(tables.masses(by_phase) @ given)
    return tail, worth


def _together(by_phase: Floats) -> Floats:
    """Return what is known by phase and knot, (k, knots, e), with both in one axis."""
    return by_phase.reshape(-1, by_phase.shape[-1])


def _worth_given_number(
    best: GammaGamma | None, spend: GammaGamma | None, question: _Question, x: int, numbers: int
) -> Floats:
    """Return P(worth more than axis) by number of purchases; no axis without a spend model."""
    if best is None or spend is None:
        return np.empty((numbers, 0))
    return tables.worth_tail(spend, best, tables.like(x), numbers, question.mean_spend)


def _most(model: TransactionModel, x: int, t: float, youngest: float) -> float:
    """Return a number of purchases that fewer than one in a thousand exceeds.

    The events in t are negative binomial with shape r + k (x + 1) at most: mean and four standard
    deviations of the rate, and as many of the count.
    """
    k = getattr(model, "k", 1)
    shape = model.r + k * (x + 1)
    rate = (shape + _WIDTHS * np.sqrt(shape) + _WIDTHS) * t / (model.alpha + youngest)
    return min(float(rate + _WIDTHS * np.sqrt(rate) + _WIDTHS) / k, _MOST)
