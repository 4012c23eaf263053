"""Axes and distributions on them: numbers of purchases, and what they are worth.

Numbers stand one by one up to 20 and then in steps of 8%, money in steps of a few per cent, so a
distribution is a row of a hundred values whether customers buy once a year or every day.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.special_functions import beta_share

if TYPE_CHECKING:
    from repurchase_cli.analysis.gamma_gamma import GammaGamma

Floats = NDArray[np.float64]

_EACH = 20
_GROWTH = 1.08
_GRID = 80
_TOGETHER = 8


def number_axis(most: float) -> Floats:
    """Return whole numbers from 1 to at least ``most``: all up to 20, then in growing steps."""
    enough = int(np.searchsorted(_NUMBERS, most)) + 1
    return _NUMBERS[: -(-enough // _TOGETHER) * _TOGETHER]


def _numbers(highest: float) -> Floats:
    edges = [float(m) for m in range(1, _EACH + 1)]
    while edges[-1] < highest:
        edges.append(float(np.ceil(edges[-1] * _GROWTH)))
    return np.array(edges)


_NUMBERS = _numbers(1e6)


def like(x: int) -> int:
    """Return an x whose table serves this one too: itself up to 20, then within 4%."""
    if x <= _EACH:
        return x
    return int(_NUMBERS[np.abs(_NUMBERS - x).argmin()])


def middles(edges: Floats) -> Floats:
    """Return the number that stands for those from each edge up to the next."""
    return np.append((edges[:-1] + edges[1:] - 1) / 2, edges[-1])


def masses(tail: Floats) -> Floats:
    """Return the chances of lying between neighbouring edges, (…, e), from P(at least edge)."""
    return np.asarray(tail - np.concatenate([tail[..., 1:], 0 * tail[..., :1]], axis=-1))


def number_moments(tail: Floats, edges: Floats) -> tuple[Floats, Floats]:
    """Return mean and mean square of a number, (n,), from P(at least edge), (n, e).

    A sum of masses times values is one of tails times steps between the values.
    """
    middle = middles(edges)
    return tail @ np.diff(middle, prepend=0.0), tail @ np.diff(middle**2, prepend=0.0)


def single(spend: GammaGamma, x: int) -> float:
    """Return the size of a purchase in units of γ + x m_x."""
    return spend.p / (spend.p * x + spend.q)


def worth_axis(spend: GammaGamma, x: int, most: float) -> Floats:
    """Return amounts in units of a single purchase, from a thousandth of one to beyond all."""
    widest = most * 5 * min(20.0 ** (1 / (spend.p * x + spend.q)), 1e6)
    return np.asarray(np.geomspace(1e-3, widest, _GRID))


@lru_cache(maxsize=64)
def worth_tail(
    spend: GammaGamma, best: GammaGamma, x: int, numbers: int, mean_spend: float
) -> Floats:
    """Return the chance that the numbers of an axis are worth more, (numbers, len(worth_axis)).

    Parameters
    ----------
    spend
        The parameters that are reckoned with: m purchases are worth B'(p m, p x + q) in units of
        γ + x m_x.
    best
        The parameters whose axis is asked about; ``mean_spend`` carries γ + x m_x over.
    x, numbers
        Repeat purchases, and the length of the axis of numbers.
    """
    edges = _NUMBERS[:numbers]
    scale = (best.gamma + x * mean_spend) / (spend.gamma + x * mean_spend)
    worth = worth_axis(best, x, edges[-1]) * single(best, x) * scale
    shape = spend.p * x + spend.q
    return beta_share(shape, spend.p * middles(edges)[:, None], 1 / (1 + worth))


def number_interval(tail: Floats, edges: Floats, share: float) -> tuple[Floats, Floats]:
    """Return the lowest and highest number, (n,), between which at least a share lies.

    Parameters
    ----------
    tail
        (n, e) P(at least edge).
    edges
        (e,) from :func:`number_axis`.
    share
        Such as 0.9.
    """
    low, high = _levels(tail[:, 0], share)
    return _number_at(tail, edges, low), _number_at(tail, edges, high)


def worth_interval(tail: Floats, some: Floats, axis: Floats, share: float) -> tuple[Floats, Floats]:
    """Return the amounts, (n,), between which a share lies; ``some`` is the chance of any."""
    low, high = _levels(some, share)
    return _worth_at(tail, some, axis, low), _worth_at(tail, some, axis, high)


def _levels(some: Floats, share: float) -> tuple[Floats, Floats]:
    """Return the chances to exceed the ends of an interval.

    Where nothing at all is among the lowest outcomes, the interval starts there and all that is
    left out lies above it: so it holds the share, not more.
    """
    outside = (1 - share) / 2
    none = some <= 1 - outside
    return np.full(len(some), 1 - outside), np.where(none, 2 * outside, outside)


def _number_at(tail: Floats, edges: Floats, level: Floats) -> Floats:
    """Return the smallest number that is exceeded with at most the chance ``level``, (n,)."""
    place = (tail > level[:, None]).sum(axis=1)
    inner = np.clip(place, 1, len(edges) - 1)
    rows = np.arange(len(tail))
    before, after = tail[rows, inner - 1], tail[rows, inner]
    share = np.clip((before - level) / np.maximum(before - after, 1e-300), 0.0, 1.0 - 1e-9)
    found = edges[inner - 1] + np.floor(share * (edges[inner] - edges[inner - 1]))
    return np.where(place == 0, 0.0, np.where(place == len(edges), edges[-1], found))


def _worth_at(tail: Floats, some: Floats, axis: Floats, level: Floats) -> Floats:
    """Return the amount that is exceeded with the chance ``level``, (n,), 0 where any is rarer."""
    place = (tail > level[:, None]).sum(axis=1)
    inner = np.clip(place, 1, len(axis) - 1)
    rows = np.arange(len(tail))
    some = np.maximum(some, 1e-300)
    before, after, wanted = (
        _log_odds(chance / some) for chance in (tail[rows, inner - 1], tail[rows, inner], level)
    )
    share = np.clip((before - wanted) / np.maximum(before - after, 1e-9), 0.0, 1.0)
    found = axis[inner - 1] * (axis[inner] / axis[inner - 1]) ** share
    return np.where(some <= level, 0.0, found)


def _log_odds(chance: Floats) -> Floats:
    """Return ln(chance / (1 - chance)), nearly straight over the logarithm of an amount."""
    inside = np.clip(chance, 1e-12, 1 - 1e-12)
    return np.asarray(np.log(inside / (1 - inside)))


def worth_moments(tail: Floats, axis: Floats) -> tuple[Floats, Floats]:
    """Return mean and mean square of an amount, (n,), up to the end of the axis.

    The mean square may be infinite (p x + q ≤ 2); what the axis leaves out is rarer than one in
    many thousands.
    """
    step = np.log(axis[1] / axis[0])
    return step * (tail @ axis), step * 2 * (tail @ axis**2)
