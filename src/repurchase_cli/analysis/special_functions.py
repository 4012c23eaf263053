"""Functions of scipy.special that the models use, and Gaussian quadrature over beta variables.

The one place that imports scipy: it takes a quarter of a second, so nothing that a light start
needs may import this module.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special  # type: ignore[import-untyped]  # scipy carries no types

Floats = NDArray[np.float64]


def log_gamma(z: ArrayLike) -> Floats:
    """Return ln Γ(z)."""
    return np.asarray(special.gammaln(z), float)


def digamma(z: ArrayLike) -> Floats:
    """Return ψ(z) = d ln Γ(z) / dz."""
    return np.asarray(special.digamma(z), float)


def beta_share(a: ArrayLike, b: ArrayLike, z: ArrayLike) -> Floats:
    """Return P(B ≤ z) of a beta variable B(a, b), the regularised incomplete beta function."""
    return np.asarray(special.betainc(a, b, z), float)


def normal_quantile(share: float) -> float:
    """Return the standard normal quantile."""
    return float(special.ndtri(share))


def expm1_ratio(z: ArrayLike) -> Floats:
    """Return (e^z - 1) / z, 1 at 0."""
    return np.asarray(special.exprel(z), float)


def logistic(z: ArrayLike) -> Floats:
    """Return 1 / (1 + e^-z)."""
    return np.asarray(special.expit(z), float)


def log_rising(start: float, terms: int) -> Floats:
    """Return ln Γ(start + i) - ln Γ(start) for i = 0 … terms, without loss when start is tiny."""
    return _sums(np.log(start + np.arange(terms, dtype=float)))


def digamma_rise(start: float, terms: int) -> Floats:
    """Return ψ(start + i) - ψ(start) for i = 0 … terms, (terms + 1,)."""
    return _sums(1.0 / (start + np.arange(terms, dtype=float)))


def log_beta_ratio(a: float, b: float, terms: int) -> Floats:
    """Return ln B(a, b + i) - ln B(a, b) for i = 0 … terms, without loss when b is huge."""
    return _sums(-np.log1p(a / (b + np.arange(terms, dtype=float))))


def _sums(terms: Floats) -> Floats:
    return np.concatenate(([0.0], np.cumsum(terms)))


@lru_cache(maxsize=64)
def legendre(nodes: int) -> tuple[Floats, Floats]:
    """Return nodes in (0, 1) and weights that sum to 1 of Gauss-Legendre quadrature."""
    places, weights = np.polynomial.legendre.leggauss(nodes)
    return (places + 1) / 2, weights / 2


def gauss_beta(a: float, b: float, nodes: int) -> tuple[Floats, Floats]:
    """Return nodes in (0, 1) and weights that sum to 1, for means over a beta variable B(a, b).

    Notes
    -----
    Golub & Welsch (1969): the nodes are the eigenvalues of the symmetric matrix of the recurrence
    of the Jacobi polynomials, the weights the squares of the first components of its vectors. It
    has no gamma function in it that could overflow.
    """
    k = np.arange(1, nodes, dtype=float)
    p, q, whole = b - 1.0, a - 1.0, a + b
    diagonal = np.empty(nodes)
    diagonal[0] = a / whole
    twice = 2 * k + p + q
    diagonal[1:] = 0.5 + (q * q - p * p) / (2 * twice * (twice + 2))
    above = np.empty(nodes - 1)
    above[0] = a * b / (whole * whole * (whole + 1))
    k, twice = k[1:], twice[1:]
    above[1:] = k * (k + p) * (k + q) * (k + p + q) / (twice**2 * (twice + 1) * (twice - 1))
    matrix = np.diag(diagonal) + np.diag(np.sqrt(above), 1)
    values, vectors = np.linalg.eigh(matrix, UPLO="U")
    return np.clip(values, 1e-300, 1.0), vectors[0] ** 2
