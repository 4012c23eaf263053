"""Which transaction model to take: the best by AIC, unless the holdout surely says otherwise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis.fitting import Finding
from repurchase_cli.analysis.fitting_transactions import MODELS, TransactionFit, fit
from repurchase_cli.analysis.holdout import mean_with_interval

if TYPE_CHECKING:
    from repurchase_cli.analysis.counts import Counts

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Choice:
    """The model that was chosen, and why.

    ``reason`` has the code ``only_one``, ``lowest_aic`` (numbers ``aic`` and ``next_aic``) or
    ``holdout`` (numbers ``mae``, ``aic_winner_mae``, and ``low`` and ``high`` of their difference).
    """

    fit: TransactionFit
    reason: Finding


def fit_all(counts: Counts) -> list[TransactionFit]:
    """Return all models, fitted; those with k only where gaps are known."""
    names = [name for name in MODELS if counts.log_gaps is not None or not name.endswith("-k")]
    return [fit(name, counts) for name in names]


def choose(
    fits: Sequence[TransactionFit],
    *,
    actual: Ints | None = None,
    forecasts: Mapping[str, Floats] | None = None,
    seed: int = 0,
) -> Choice:
    """Choose among fitted models.

    Parameters
    ----------
    fits
        At least one. A search that ended short of the top has still reached its likelihood, so
        that a model with the lowest AIC wins even then.
    actual, forecasts
        Of a holdout: (N,) purchases, and by model (N,) expected ones. A model takes the place of
        the one with the lowest AIC when its mean absolute error is smaller and the 95% interval of
        the difference lies below 0.
    seed
        Of the bootstrap.
    """
    able = sorted(fits, key=lambda each: each.aic)
    if len(able) == 1:
        return Choice(able[0], Finding("only_one"))
    first = able[0]
    if actual is not None and forecasts and first.name in forecasts:
        errors = {
            each.name: np.abs(forecasts[each.name] - actual)
            for each in able
            if each.name in forecasts
        }
        best = min(errors, key=lambda name: float(errors[name].mean()))
        _, low, high = mean_with_interval(errors[best] - errors[first.name], seed=seed)
        if high < 0:
            numbers = {
                "mae": float(errors[best].mean()),
                "aic_winner_mae": float(errors[first.name].mean()),
                "low": low,
                "high": high,
            }
            winner = next(each for each in able if each.name == best)
            return Choice(winner, Finding("holdout", numbers))
    numbers = {"aic": first.aic, "next_aic": able[1].aic}
    return Choice(first, Finding("lowest_aic", numbers))
