"""Migration: how many customers went from which label to which between two days.

A label is a whole number, the place of a class in its list; :data:`NOBODY` stands for customers
without a purchase up to a day: not yet, or no longer when all has been given back.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.analysis import rates
from repurchase_cli.analysis.rates import Z

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: The label of those who are no customers on a day.
NOBODY = -1
#: Pairs of values from which on a correlation is worth telling.
ENOUGH_PERIODS = 6
_SUMS = ["customers", "revenue_before", "revenue_after"]


class Correlation(NamedTuple):
    """Pearson's correlation with its 95% interval; NaN when a value never changes."""

    value: float
    low: float
    high: float
    n: int


def matrix(sums: pd.DataFrame, labels: Sequence[int]) -> pd.DataFrame:
    """Return customers from every label to every label, those of no customer too.

    Parameters
    ----------
    sums
        Columns ``from_label, to_label`` (missing for no customer), ``customers``,
        ``revenue_before``, ``revenue_after``; pairs that no customer has may be missing.
    labels
        All labels in their order.

    Returns
    -------
    Columns ``from, to, customers, share, revenue_before, revenue_after``; ``share`` is that of the
    customers who had the first label, and missing where nobody had it.
    """
    pairs = [(one, other) for one in (*labels, NOBODY) for other in (*labels, NOBODY)]
    index = pd.MultiIndex.from_tuples(pairs[:-1], names=["from", "to"])
    known = sums.assign(
        **{name: sums[f"{name}_label"].fillna(NOBODY).astype("int64") for name in ("from", "to")}
    )
    found = known.set_index(["from", "to"])[_SUMS].astype(float).reindex(index, fill_value=0.0)
    of = found.groupby(level="from")["customers"].transform("sum")
    found.insert(1, "share", found["customers"] / of.where(of > 0))
    return found.reset_index().astype({"customers": "int64"})


def conversions(moves: pd.DataFrame) -> pd.DataFrame:
    """Return the moves between two different labels as rates with their intervals.

    Columns ``from, to, customers, of, rate, low, high, revenue_before, revenue_after``; rows for
    every pair whose first label somebody had. Who was no customer then or now is in no rate's row,
    but who is none any more counts among those who had the label.
    """
    of = moves.groupby("from")["customers"].sum()
    frame = moves.assign(of=moves["from"].map(of))
    real = (frame["from"] != NOBODY) & (frame["to"] != NOBODY) & (frame["from"] != frame["to"])
    frame = frame[real & (frame["of"] > 0)].reset_index(drop=True)
    pairs = zip(frame["customers"].tolist(), frame["of"].tolist(), strict=True)
    found = pd.DataFrame([rates.rate(*pair)[:3] for pair in pairs], columns=["rate", "low", "high"])
    money = frame[["revenue_before", "revenue_after"]]
    return pd.concat([frame[["from", "to", "customers", "of"]], found, money], axis=1)


def compared(moves: pd.DataFrame) -> pd.DataFrame:
    """Return each label then and now.

    Columns ``label, customers_then, customers_now, change, share_then, share_now,
    revenue_share_then, revenue_share_now``; revenue is all that the label's customers had paid up
    to that day.
    """
    real = [label for label in moves["from"].unique() if label != NOBODY]
    now = moves.assign(revenue=moves["revenue_before"] + moves["revenue_after"])
    sums = {
        "customers_then": moves.groupby("from")["customers"].sum(),
        "customers_now": moves.groupby("to")["customers"].sum(),
        "revenue_then": moves.groupby("from")["revenue_before"].sum(),
        "revenue_now": now.groupby("to")["revenue"].sum(),
    }
    frame = pd.DataFrame({name: series.reindex(real) for name, series in sums.items()})
    frame.insert(2, "change", frame["customers_now"] - frame["customers_then"])
    for when in ("then", "now"):
        for shares, values in (("share", "customers"), ("revenue_share", "revenue")):
            column = frame[f"{values}_{when}"]
            total = float(column.sum())
            frame[f"{shares}_{when}"] = column / total if total else math.nan
    frame = frame.drop(columns=["revenue_then", "revenue_now"])
    return frame.rename_axis("label").reset_index()


def standings(moves: pd.DataFrame, side: str) -> pd.DataFrame:
    """Return how many customers have each label on one of the two days.

    ``side`` is ``from`` or ``to``. Columns ``label, customers, share, revenue``; ``revenue`` is
    what they paid between the days.
    """
    sums = moves.groupby(side)[["customers", "revenue_after"]].sum()
    sums = sums.reindex([label for label in moves["from"].unique() if label != NOBODY])
    total = float(sums["customers"].sum())
    shares = sums["customers"] / total if total else sums["customers"] * math.nan
    frame = sums.assign(share=shares).rename(columns={"revenue_after": "revenue"})
    return frame.rename_axis("label").reset_index()[["label", "customers", "share", "revenue"]]


def correlation(x: NDArray[np.float64], y: NDArray[np.float64]) -> Correlation:
    """Return how closely two series go together, with Fisher's interval.

    Parameters
    ----------
    x, y
        (n,) float, n at least 4.

    References
    ----------
    Fisher, R. A. (1921). On the "probable error" of a coefficient of correlation deduced from a
    small sample. Metron 1, 3-32.
    """
    n = len(x)
    if not (np.ptp(x) and np.ptp(y)):
        return Correlation(math.nan, math.nan, math.nan, n)
    r = float(np.corrcoef(x, y)[0, 1])
    if abs(r) >= 1:
        return Correlation(r, r, r, n)
    half = Z / math.sqrt(n - 3)
    return Correlation(r, math.tanh(math.atanh(r) - half), math.tanh(math.atanh(r) + half), n)
