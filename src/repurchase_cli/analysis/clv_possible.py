"""The parameters that intervals reckon with: the best, and in smaller shops others too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.fitting_draws import draw
from repurchase_cli.analysis.fitting_transactions import builder, likelihood_of
from repurchase_cli.analysis.gamma_gamma import GammaGamma, likelihood_of_spend
from repurchase_cli.analysis.predict_outcomes import Possible

if TYPE_CHECKING:
    from repurchase_cli.analysis.counts import Counts
    from repurchase_cli.analysis.fitting_transactions import TransactionFit
    from repurchase_cli.analysis.gamma_gamma import SpendFit

Floats = NDArray[np.float64]

#: With more repeat customers than this the parameters are known so well that single customers'
#: intervals do not show it: their error is then about 1%, a customer's outcome varies by 100%.
KNOWN = 20_000
#: Draws in all, and tables of outcomes that may be made of them.
DRAWS, TABLES = 25, 400
#: Triples by which draws are weighed.
_SAMPLE = 2500


def possible_parameters(
    fit: TransactionFit, spend: SpendFit, counts: Counts, m_x: Floats, *, seed: int = 0
) -> list[Possible]:
    """Return the best parameters and, below :data:`KNOWN` repeat customers, draws of others.

    Parameters
    ----------
    fit, spend
        The fitted models.
    counts, m_x
        What they were fitted to; m_x is (N,).
    seed
        Of the draws.
    """
    if counts.repeat_customers > KNOWN or not counts.repeat_customers or not len(counts.inverse):
        return [Possible(fit.model, spend.model)]
    tables = len(np.unique(counts.x)) * len(fit.model.phases(counts))
    draws = int(np.clip(TABLES // tables, 4, DRAWS))
    build = builder(fit.name, getattr(fit.model, "k", 1))
    place = np.log([getattr(fit.model, letter) for letter in fit.model.letters])
    objective = likelihood_of(build, counts.thin(_SAMPLE))
    models, weights = draw(place, fit.covariance, draws=draws, seed=seed, objective=objective)
    x = counts.x[counts.inverse]
    known = (x > 0) & (np.nan_to_num(m_x) > 0)
    spends, their_weights = draw(
        np.log([getattr(spend.model, letter) for letter in spend.model.letters]),
        spend.covariance,
        draws=draws,
        seed=seed + 1,
        objective=likelihood_of_spend(x[known], m_x[known]) if known.any() else None,
    )
    both = weights * their_weights
    return [
        Possible(build(one), GammaGamma(*np.exp(other).tolist()), float(weight))
        for one, other, weight in zip(models, spends, both / both.sum(), strict=True)
    ]
