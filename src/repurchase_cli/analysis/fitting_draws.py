"""Parameters that the data allow: draws around the maximum, weighted by the likelihood there.

Draws come from the normal approximation of the log-parameters. In small shops the likelihood is not
normal, so each draw weighs by how much likelier it is than the approximation says (importance
sampling, truncated after Ionides 2008, Journal of Computational and Graphical Statistics 17,
295-311).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.fitting import Objective

Floats = NDArray[np.float64]

_WIDEST = 3.0


def draw(
    place: Floats,
    covariance: Floats,
    *,
    draws: int,
    seed: int,
    objective: Objective | None = None,
) -> tuple[Floats, Floats]:
    """Return draws of the log-parameters, (draws, p), and their weights, (draws,), which sum to 1.

    The first is the maximum itself.

    Parameters
    ----------
    place, covariance
        (p,) and (p, p), of the maximum.
    draws, seed
        How many, and the seed that makes them the same each time.
    objective
        The log-likelihood for the weights; without it all weigh the same.
    """
    values, vectors = np.linalg.eigh(covariance)
    normal = np.random.default_rng(seed).standard_normal((draws, len(place)))
    normal = np.clip(normal, -_WIDEST, _WIDEST)
    normal[0] = 0.0
    found = place + (normal * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    if objective is None:
        return found, np.full(draws, 1 / draws)
    top = objective(place)[0]
    surplus = np.array([objective(each)[0] - top for each in found])
    surplus += (normal[:, values > 0] ** 2).sum(axis=1) / 2
    weights = np.exp(np.clip(surplus - surplus.max(), -700.0, 0.0))
    weights = np.minimum(weights, weights.mean() * np.sqrt(draws))
    return found, weights / weights.sum()
