"""Interpolation over a smooth variable: work out a function at a few knots for a million values.

Given the number of purchases, everything that these models predict is an analytic function of the
logarithm of a length of time. A polynomial through Chebyshev points converges geometrically then:
16 knots leave a relative error below 1e-8 on the shapes that occur.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

KNOTS = 16


def knots_of(values: Floats, knots: int = KNOTS) -> tuple[Floats, Floats]:
    """Return knots and the matrix that carries a function from them to the values.

    Parameters
    ----------
    values
        (n,) positive lengths.
    knots
        The most knots wanted; fewer different values than that are their own knots.

    Returns
    -------
    tuple
        ``(places, matrix)``, (k,) and (n, k): ``matrix @ function(places)`` is the function at
        the values.
    """
    places, inverse = np.unique(values, return_inverse=True)
    if len(places) <= knots:
        return places, np.eye(len(places))[inverse]
    low, high = np.log(places[0]), np.log(places[-1])
    angles = (2 * np.arange(knots) + 1) * np.pi / (2 * knots)
    inside = (low + high) / 2 + (high - low) / 2 * np.cos(angles)
    weights = np.where(np.arange(knots) % 2, -1.0, 1.0) * np.sin(angles)
    return np.exp(inside), _barycentric(np.log(places), inside, weights)[inverse]


def _barycentric(at: Floats, knots: Floats, weights: Floats) -> Floats:
    """Return the (n, k) matrix of the second barycentric formula (Berrut & Trefethen 2004, 4.2)."""
    distance = at[:, None] - knots
    distance[distance == 0] = 1e-300
    shares = weights / distance
    return np.asarray(shares / shares.sum(axis=1, keepdims=True))
