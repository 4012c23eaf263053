"""Customers as the lifetime-value models see them, and the models fitted to each part of a shop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from repurchase_cli.analysis import counts as counting
from repurchase_cli.analysis import fitting_choice, gamma_gamma
from repurchase_cli.analysis.fitting_transactions import REGULAR, TransactionFit, fit
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.analysis.counts import Counts
    from repurchase_cli.analysis.fitting_choice import Choice
    from repurchase_cli.analysis.gamma_gamma import SpendFit
    from repurchase_cli.shop.groups import Parted

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

AUTO = "auto"
UNIT_DAYS = {"day": 1.0, "week": 7.0, "month": 365.25 / 12}


@dataclass(frozen=True, slots=True)
class Part:
    """The customers of one part of the shop.

    ``rows`` are their places in the customer table, ``m_x`` (N,) the mean value of their repeat
    purchases.
    """

    name: str
    rows: Ints
    counts: Counts
    m_x: Floats

    @property
    def x(self) -> Ints:
        """Repeat purchases of each customer, (N,)."""
        return self.counts.x[self.counts.inverse]


@dataclass(frozen=True, slots=True)
class PartModels:
    """A part with its models: all fits, the one chosen and why, and that of spend."""

    part: Part
    fits: Sequence[TransactionFit]
    choice: Choice
    spend: SpendFit

    @property
    def fit(self) -> TransactionFit:
        """The fit of the model that was chosen."""
        return self.choice.fit


@dataclass(frozen=True, slots=True)
class Trial:
    """Models fitted up to ``end``, and what customers did in the ``days`` after it.

    ``fits`` are by part; ``actual`` and the forecasts, by method, are (N,) over the customers of
    all parts.
    """

    end: date
    days: int
    parts: Sequence[Part]
    fits: Sequence[Sequence[TransactionFit]]
    actual: Ints
    forecasts: Mapping[str, Floats]

    def of_part(self, place: int) -> Trial:
        """Return the test of a single part."""
        ends = np.cumsum([0, *(len(part.rows) for part in self.parts)]).tolist()
        rows = slice(ends[place], ends[place + 1])
        return replace(
            self,
            parts=self.parts[place : place + 1],
            fits=self.fits[place : place + 1],
            actual=self.actual[rows],
            forecasts={name: values[rows] for name, values in self.forecasts.items()},
        )

    @property
    def mae(self) -> dict[str, float]:
        """Mean absolute error by method, in purchases per customer."""
        return {
            name: float(np.abs(values - self.actual).mean())
            for name, values in self.forecasts.items()
        }


def parts_of(parted: Parted, unit: str, model: str) -> list[Part]:
    """Return the customers part by part, with the gaps of those models that look at them."""
    reduction = parted.reduction
    order = "struct_pack(day, purchase_key)" if reduction.terms.purchase == "order" else "day"
    words = {"as_of": str(number(reduction.as_of)), "order": order}
    frame = reduction.derive("clv/counts", words, parts=parted.parts).frame()
    gaps: Mapping[str, float] = {}
    if model == AUTO or model in REGULAR:
        sums = reduction.derive("clv/gaps", purchases=parted.purchases()).frame()
        gaps = dict(zip(sums["part"], sums["log_gaps"], strict=True))
    return [_part(str(name), rows, gaps, unit) for name, rows in frame.groupby("part")]


def _part(name: str, frame: pd.DataFrame, gaps: Mapping[str, float], unit: str) -> Part:
    x, t_x, age = (frame[column].to_numpy(np.int64) for column in ("x", "t_x", "age"))
    counts = counting.from_days(
        x=x, t_x=t_x, T=age, unit_days=UNIT_DAYS[unit], log_gaps=gaps.get(name)
    )
    return Part(name, frame["row"].to_numpy(np.int64), counts, frame["m_x"].to_numpy(np.float64))


def fits_of(part: Part, model: str) -> list[TransactionFit]:
    """Return the model fitted to a part; with ``auto`` all of them."""
    return fitting_choice.fit_all(part.counts) if model == AUTO else [fit(model, part.counts)]


def models_of(
    part: Part, model: str, trial: Trial | None, fits: Sequence[TransactionFit]
) -> PartModels:
    """Return a part with its models.

    Parameters
    ----------
    trial
        The test of the models on days that they had not seen, where there was one.
    fits
        The fits, where there are some already; else empty.
    """
    fits = fits or fits_of(part, model)
    evidence = {"actual": trial.actual, "forecasts": trial.forecasts} if trial else {}
    choice = fitting_choice.choose(fits, **evidence)  # type: ignore[arg-type]  # both or none
    return PartModels(part, fits, choice, gamma_gamma.fit(x=part.x, m_x=part.m_x))
