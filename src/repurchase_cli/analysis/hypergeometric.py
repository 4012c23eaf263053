"""The upper tail of hypergeometric distributions, of many at once.

P(X >= k) for X marked ones among ``drawn`` of ``population`` of which ``marked`` are marked: the
one-sided exact test of Fisher. Terms follow from one another,

    P(x + 1) / P(x) = (marked - x) (drawn - x) / ((x + 1) (population - marked - drawn + x + 1)),

and are summed away from the mode until they add nothing. scipy's own takes them one by one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt

    Values = npt.NDArray[np.float64]

#: A further term that is smaller than this part of the sum adds nothing.
_NOTHING = 1e-17


def upper_tail(
    k: npt.ArrayLike, population: npt.ArrayLike, marked: npt.ArrayLike, drawn: npt.ArrayLike
) -> Values:
    """Return P(X >= k) of each ``(n,)``; arguments are whole numbers, broadcast to one shape."""
    arrays = np.broadcast_arrays(
        *(np.asarray(x, np.float64) for x in (k, population, marked, drawn))
    )
    k, population, marked, drawn = (x.ravel() for x in arrays)
    mode = np.floor((marked + 1) * (drawn + 1) / (population + 2))
    least = np.maximum(0, marked + drawn - population)
    up = k > mode
    tail = np.ones(len(k))
    chosen = up & (k <= np.minimum(marked, drawn))
    tail[up & ~chosen] = 0.0
    tail[chosen] = _sum(*(x[chosen] for x in (k, population, marked, drawn)), step=1)
    below = ~up & (k > least)
    tail[below] = 1 - _sum(*(x[below] for x in (k - 1, population, marked, drawn)), step=-1)
    return tail.clip(0.0, 1.0)


def _sum(k: Values, population: Values, marked: Values, drawn: Values, *, step: int) -> Values:
    """Return the sum of P(X = x) from k away from the mode: upwards, or downwards."""
    term = np.exp(_log_probability(k, population, marked, drawn))
    total = term.copy()
    rest = population - marked - drawn
    running = np.flatnonzero(term > 0)
    x = k.copy()
    while len(running):
        at, n, m, r = x[running], drawn[running], marked[running], rest[running]
        if step > 0:
            ratio = (m - at) * (n - at) / ((at + 1) * (r + at + 1))
        else:
            ratio = at * (r + at) / ((m - at + 1) * (n - at + 1))
        term[running] *= ratio
        total[running] += term[running]
        x[running] += step
        running = running[term[running] > _NOTHING * total[running]]
    return total


def _log_probability(k: Values, population: Values, marked: Values, drawn: Values) -> Values:
    from scipy.special import gammaln  # type: ignore[import-untyped]  # noqa: PLC0415 - costly

    def choose(n: Values, x: Values) -> Values:
        chosen: Values = gammaln(n + 1) - gammaln(x + 1) - gammaln(n - x + 1)
        return chosen

    return choose(marked, k) + choose(population - marked, drawn - k) - choose(population, drawn)
