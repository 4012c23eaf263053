"""What lies on the shelf: sell-through, days of cover, and the state of every item.

Sell-through is the share sold of all that there was, units sold ÷ (units sold + on hand); days of
cover how long what is left lasts at the pace of the last 90 days. What was sold is less what came
back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

PACE_DAYS = 90
#: States in the order of deciding; those of them whose items are offered to customers.
STATES = ("sold_out", "new", "dead", "broken", "slow", "low", "selling")
SLOW = ("dead", "broken", "slow")


class Limits(NamedTuple):
    """From which days, or share of units, an item is in a state."""

    new_days: int
    dead_days: int
    slow_days: int
    low_days: int
    broken_share: float


def shelf(sizes: pd.DataFrame, as_of: int, limits: Limits) -> pd.DataFrame:
    """Return a row per item of sizes on the shelf, with its measures and its state.

    Parameters
    ----------
    sizes
        ``sku, size, is_held, on_hand, units, units_30d, units_90d, list_day, first_day, last_day``
        with days counted from 1970, and what items are.
    as_of
        The day, counted from 1970, up to which was sold.
    """
    days = ["list_day", "first_day", "last_day"]
    sizes = sizes.astype(dict.fromkeys(days, "float64"))  # of which some are missing
    by_sku = sizes.groupby("sku")
    counts = ["on_hand", "units", "units_30d", "units_90d"]
    firsts = ["name", "category", "style", "season", "list_price"]
    frame = by_sku[counts].sum().join(by_sku[firsts].first())
    last = by_sku["last_day"].max()
    listed = by_sku["list_day"].min()
    left = sizes[sizes["on_hand"] > 0].groupby("sku")
    frame["sizes_left"] = left["size"].agg(", ".join)
    gone = sizes[(sizes["on_hand"] <= 0) & (sizes["units"] > 0) & (sizes["size"] != "")]
    frame["sizes_out"] = gone.groupby("sku")["size"].agg(", ".join)
    pace = frame["units_90d"].clip(lower=0) / PACE_DAYS
    whole = frame["units"].clip(lower=0) + frame["on_hand"]
    return frame.assign(
        sizes_left=frame["sizes_left"].fillna(""),
        sizes_out=frame["sizes_out"].fillna(""),
        sell_through=frame["units"].clip(lower=0) / whole.where(whole > 0),
        days_of_cover=frame["on_hand"] / pace.where(pace > 0),
        last_day=last,
        age_days=as_of - listed.fillna(by_sku["first_day"].min()),
        days_since_sale=as_of - last,
        left_share=_left_share(sizes, frame),
    ).pipe(_with_state, limits)


def _left_share(sizes: pd.DataFrame, frame: pd.DataFrame) -> pd.Series[float]:
    """Return the share of the units sold that the sizes left have made, of items of several.

    Where no size of the inventory was ever sold, the two name sizes differently, and nothing tells.
    """
    sold = sizes.assign(units=sizes["units"].clip(lower=0))
    left = sold[sold["on_hand"] > 0].groupby("sku")["units"].sum().reindex(frame.index).fillna(0)
    of_all = sold.groupby("sku")["units"].sum()
    several = sizes.groupby("sku")["size"].nunique() > 1
    named = (sold["is_held"] & (sold["units"] > 0)).groupby(sold["sku"]).any()
    return (left / of_all.where(of_all > 0)).where(several & named)


def _with_state(frame: pd.DataFrame, limits: Limits) -> pd.DataFrame:
    """Return items with the first state that holds."""
    cover, since = frame["days_of_cover"], frame["days_since_sale"]
    holds: list[npt.NDArray[np.bool_]] = [
        (frame["on_hand"] <= 0).to_numpy(),
        (frame["age_days"] <= limits.new_days).to_numpy(),
        (~(since < limits.dead_days)).to_numpy(),
        (frame["left_share"] < limits.broken_share).to_numpy(),
        (~(cover <= limits.slow_days)).to_numpy(),
        (cover < limits.low_days).to_numpy(),
    ]
    return frame.assign(state=np.select(holds, STATES[:-1], STATES[-1]))


def declining(items: pd.DataFrame, share: float = 0.1) -> pd.DataFrame:
    """Return the best-sellers that decline: in 30 days less than half of what the 60 before made.

    Best-sellers are the ``share`` of all items with the most units in 90 days; the decline must be
    more than chance makes (p <= 0.05, by Poisson's distribution).
    """
    from scipy.special import gammaincc  # type: ignore[import-untyped]  # noqa: PLC0415 - costly

    before = (items["units_90d"] - items["units_30d"]) / 2
    least = items["units_90d"].quantile(1 - share)
    best = items[(items["units_90d"] >= max(least, 1.0)) & (items["units_30d"] < before / 2)]
    before = before.loc[best.index]
    lower = gammaincc(best["units_30d"].clip(lower=0) + 1, before)
    falling: pd.DataFrame = best.assign(before=before).loc[lower <= 0.05]
    return falling.sort_values("before", ascending=False)
