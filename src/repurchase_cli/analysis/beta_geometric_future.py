"""What active customers of the beta-geometric family will do next.

For a customer who is active at T with j events since the last purchase, λ ~ Gamma(r+kx+j, α+T) and
p ~ Beta(a, b+x+d) are independent. So the events in a time t are negative binomial with the odds
q = t / (α+T), every k-th is a purchase, and each purchase but the last was survived with 1 - p.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.counts import runs_of_x
from repurchase_cli.analysis.predict_smooth import knots_of
from repurchase_cli.analysis.special_functions import (
    beta_share,
    gauss_beta,
    log_beta_ratio,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NODES = 64
_HALVINGS = 60
_TINY = 1e-12
#: Logarithm of the longest wait, in units of α+T.
_FOREVER = 50.0
_MOST, _EACH = 1e5, 60


class Family(Protocol):
    """The parameters of a member of the family."""

    @property
    def r(self) -> float: ...  # noqa: D102 - the paper's letter
    @property
    def a(self) -> float: ...  # noqa: D102
    @property
    def b(self) -> float: ...  # noqa: D102
    @property
    def k(self) -> int: ...  # noqa: D102
    @property
    def first_may_be_last(self) -> int: ...  # noqa: D102


def expectation(model: Family, odds: Floats, x: Ints) -> Floats:
    """Return the expected purchases of active customers by phase, (k, n).

    Parameters
    ----------
    odds
        (n,) t / (α+T).
    x
        (n,) ascending.
    """
    found = np.zeros((model.k, len(x)))
    for value, run in runs_of_x(x):
        knots, matrix = knots_of(np.maximum(odds[run], _TINY))
        found[:, run] = (matrix @ _of_one_x(model, knots, value)).T
    return found


def _of_one_x(model: Family, odds: Floats, x: int) -> Floats:
    """Return expected purchases by odds and phase, (n, k)."""
    survived = model.b + x + model.first_may_be_last
    if model.k == 1:
        return _mean_over_p(model.a, survived, odds, model.r + x)[:, None]
    most = reach(float(odds.max()), model.r + model.k * (x + 1), 12.0) / model.k + 2
    m = _axis(min(most, _MOST))
    tails, steps = tail(model, m, odds, x), np.diff(m)
    before, after = tails[:, :, :-1], tails[:, :, 1:]
    inner = (before * (steps + 1) + after * (steps - 1)).sum(axis=2) / 2
    return np.asarray((inner + tails[:, :, -1]).T)


@lru_cache(maxsize=64)
def _axis(most: float) -> Floats:
    """Return numbers from 1 on, all up to 60 and then in steps of 3%, straight lines between."""
    numbers = [float(m) for m in range(1, _EACH + 1)]
    while numbers[-1] < most:
        numbers.append(float(np.ceil(numbers[-1] * 1.03)))
    return np.array(numbers)


def _mean_over_p(a: float, b: float, odds: Floats, events: float) -> Floats:
    """Return E[(1 - (1 + p q)^-(r+x)) / p], p ~ Beta(a, b), for each q, (n,).

    The purchases until t of a customer with λ and p are (1 - exp(-λpt)) / p on average, FHL (7);
    the mean over λ is the formula, and has no special case at a = 1.
    """
    p, weights = _rule(a, b)
    per_p = -np.expm1(-events * np.log1p(p * odds[:, None])) / p
    return np.asarray(per_p @ weights)


@lru_cache(maxsize=4096)
def _rule(a: float, b: float) -> tuple[Floats, Floats]:
    return gauss_beta(a, b, _NODES)


def tail(model: Family, m: Floats, odds: Floats, x: int) -> Floats:
    """Return P(at least m purchases) of active customers by phase, odds and m, (k, n, len(m)).

    P(km - j events or more) · E[(1-p)^(m-1)]: enough events, and m - 1 dropouts avoided.
    """
    survived = log_beta_ratio(model.a, model.b + x + model.first_may_be_last, int(m[-1]))
    lasting = np.exp(survived[m.astype(np.int64) - 1])
    share = (odds / (1 + odds))[:, None]
    events = model.r + model.k * x
    return np.stack(
        [beta_share(model.k * m - j, events + j, share) * lasting for j in range(model.k)]
    )


def reach(odds: float, shape: float, widths: float) -> float:
    """Return a number that a negative binomial count hardly exceeds.

    ``widths`` standard deviations of the gamma rate and of the count given it; 4 leave less than
    one in a thousand, 12 less than 1e-12.
    """
    mean = odds * (shape + widths * np.sqrt(shape) + widths * widths / 4)
    return float(mean + widths * np.sqrt(mean) + widths)


def waiting(model: Family, shares: Floats, x: Ints, silent: Floats) -> Floats:
    """Return quantiles of the time to the next purchase in units of α+T, (s, m).

    Parameters
    ----------
    shares
        (s,) such as 0.05, 0.5, 0.95.
    x, silent
        (m,) x ascending, and (T - t_x) / (α+T).

    Notes
    -----
    k - j more events take a gamma time: in units of α+T a beta prime variable B'(k-j, r+kx+j). For
    k = 1 its quantile is Lomax's, (1-share)^(-1/(r+x)) - 1; otherwise the mixture is halved down.
    """
    if model.k == 1:
        return np.asarray(
            np.expm1(np.minimum(-np.log1p(-shares)[:, None] / (model.r + x), _FOREVER))
        )
    found = np.empty((len(shares), len(x)))
    for value, run in runs_of_x(x):
        knots, matrix = knots_of(1.0 - silent[run])
        found[:, run] = (matrix @ _mixed_quantiles(model, shares, value, 1.0 - knots)).T
    return found


def _mixed_quantiles(model: Family, shares: Floats, x: int, silent: Floats) -> Floats:
    """Return quantiles by silence and share, (n, s), by halving in v = time / (1 + time)."""
    events, j = model.r + model.k * x, np.arange(model.k)
    steps = np.concatenate(([1.0], (events + j[:-1]) / (j[:-1] + 1)))
    weights = np.cumprod(steps)[:, None] * silent ** j[:, None]
    weights /= weights.sum(axis=0)
    low, high = np.zeros((len(silent), len(shares))), np.ones((len(silent), len(shares)))
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        reached = beta_share((model.k - j)[:, None, None], (events + j)[:, None, None], middle)
        below = (weights[:, :, None] * reached).sum(axis=0) < shares
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    middle = np.minimum(middle, 1 - 1e-15)
    return np.asarray(middle / (1 - middle))
