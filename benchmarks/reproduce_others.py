"""The numbers of `cohorts`, `intervals` and `migrate`, by their definitions, in plain pandas."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from scipy import stats  # type: ignore[import-untyped]

from benchmarks.reproduce_numbers import classes
from benchmarks.reproduce_shops import UNIT, Bought, bought

HORIZONS = (30, 60, 90, 180, 365)
#: Nobody at that date: before a first purchase, or when all was given back.
NONE = "(none)"


def months(days: pd.Series[int]) -> pd.Series[int]:
    """Return the months of days since 1970, counted on."""
    moments = pd.to_datetime(days, unit="D")
    return moments.dt.year * 12 + moments.dt.month - 1


def cohorts(shop: Bought, as_of: int) -> list[dict[str, Any]]:
    """Return every month's new customers in every month since that is over."""
    after = pd.Timestamp(as_of + 1, unit="D")
    over = after.year * 12 + after.month - 2  # the last month that is
    all_ = shop.purchases.assign(month=months(shop.purchases["day"]))
    born = all_[all_["rank"] == 1].set_index("customer")["month"]
    money = shop.money.assign(
        month=months(shop.money["day"]), born=shop.money["customer"].map(born)
    )
    again = all_[all_["rank"] == 2].set_index("customer")["month"]
    found = []
    for cohort, members in born.groupby(born):
        spent = 0
        for month in range(int(str(cohort)), over + 1):
            bought_then = all_.loc[all_["month"] == month, "customer"].drop_duplicates()
            active = int(bought_then.isin(members.index).sum())
            back = int((again.reindex(members.index).dropna() <= month).sum())
            mine = money[money["born"] == cohort]
            revenue = mine.loc[mine["month"].clip(lower=cohort) == month, "amount"].sum()
            spent += revenue
            found.append(
                {
                    "cohort": f"{int(str(cohort)) // 12}-{int(str(cohort)) % 12 + 1:02}",
                    "period": month - int(str(cohort)),
                    "customers": len(members),
                    "active": active,
                    "retention": active / len(members),
                    "repeat_rate": back / len(members),
                    "revenue": revenue / UNIT,
                    "cumulative_revenue_per_customer": spent / UNIT / len(members),
                }
            )
    return found


def after_each(shop: Bought) -> Iterator[tuple[str, pd.DataFrame]]:
    """Yield the purchases from which on customers are waited for, by their rank."""
    all_ = shop.purchases
    yield "any", all_
    for rank in (1, 2, 3, 4):
        yield str(rank), all_[all_["rank"] == rank]
    yield "5+", all_[all_["rank"] >= 5]


def curve(waited: np.ndarray, back: np.ndarray) -> list[tuple[int, float, float, float, int]]:
    """Return the days on which somebody came back, share and band, and how many were waited for."""
    away, terms, found = 1.0, 0.0, []
    z = stats.norm.ppf(0.975)
    for day in np.unique(waited[back]):
        risk, came = int((waited >= day).sum()), int((waited[back] == day).sum())
        away *= 1 - came / risk
        if risk == came:
            found.append((int(day), 1.0, math.nan, math.nan, risk))
            continue
        terms += came / risk / (risk - came)
        reach = z * math.sqrt(terms) / abs(math.log(away))
        found.append(
            (int(day), 1 - away, 1 - away ** math.exp(-reach), 1 - away ** math.exp(reach), risk)
        )
    return found


def intervals(shop: Bought, as_of: int) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return the summary by rank, and the curves.

    A customer counts several times among any, and among the fifth and later ones: the band of those
    is another, and is left out.
    """
    summary, curves = [], []
    for name, at in after_each(shop):
        if at.empty:
            continue
        back = at["after"].notna().to_numpy()
        waited = (at["after"].fillna(as_of) - at["day"]).to_numpy()
        steps = curve(waited, back)
        gaps = waited[back]
        medians = [day for day, share, *_ in steps if share >= 0.5 - 1e-12]
        row = {
            "after": name,
            "purchases": len(at),
            "returned": len(gaps),
            "mean_gap": float(gaps.mean()) if len(gaps) else None,
            "median_gap": float(np.median(gaps)) if len(gaps) else None,
            "km_median": medians[0] if medians else None,
            "customers": at["customer"].nunique(),
        }
        for days in HORIZONS:
            shares = [0.0, *(share for day, share, *_ in steps if day <= days)]
            known = days <= waited.max() or (steps and steps[-1][1] == 1)
            row[f"back_{days}d"] = shares[-1] if known else None
        summary.append(row)
        for day, share, low, high, risk in steps:
            band = {} if name in {"any", "5+"} else {"low": low, "high": high}
            one = {"after": name, "days": day, "share_returned": share, "at_risk": risk, **band}
            curves.append({k: _known(v) for k, v in one.items()})
    return summary, curves


def _known(value: object) -> object:
    return None if isinstance(value, float) and math.isnan(value) else value


def migration(lines: pd.DataFrame, then: int, as_of: int) -> list[dict[str, Any]]:
    """Return how many went from which class to which, and what they had paid and paid since.

    Both dates are judged by the later one's half average purchase; the earlier one knows nothing
    that came after it.
    """
    now = bought(lines[lines["day"] <= as_of])
    before = bought(lines[lines["day"] <= then])
    enough = 0.5 * now.money["amount"].sum() / len(now.purchases) / UNIT
    ends = classes(now, as_of), classes(before, then, enough)
    paid = [one.money.groupby("customer")["amount"].sum() / UNIT for one in (now, before)]
    both = pd.DataFrame({"to": ends[0], "from": ends[1], "now": paid[0], "then": paid[1]})
    both[["to", "from"]] = both[["to", "from"]].fillna(NONE)
    both[["now", "then"]] = both[["now", "then"]].fillna(0.0)
    found = []
    for names, rows in both.groupby(["from", "to"]):
        found.append(
            {
                "from": names[0],
                "to": names[1],
                "customers": len(rows),
                "share": len(rows) / (both["from"] == names[0]).sum(),
                "revenue_before": rows["then"].sum(),
                "revenue_after": (rows["now"] - rows["then"]).sum(),
            }
        )
    return found


def preferences(
    shop: Bought, labels: pd.Series[str], fields: frozenset[str]
) -> list[dict[str, Any]]:
    """Return what the lost did last beside the others, where both are there and differ."""
    lost = labels == "lost"
    if not lost.any() or lost.all():
        return []
    asked = {}
    if "discount" in fields:
        last = shop.purchases.groupby("customer").tail(1).set_index("customer")
        asked["discount"] = last["discounted"].dropna().astype(bool)
    asked["refund"] = pd.Series(labels.index.isin(shop.refunded), index=labels.index)
    found = []
    for field, known in asked.items():
        side = lost.reindex(known.index).astype(bool)
        for value in (False, True):
            a, b = int((known[side] == value).sum()), int((known[~side] == value).sum())
            shares = [a / side.sum(), b / (~side).sum()]
            if a + b < 10 or shares == [1, 1]:
                continue
            index = 100 * shares[0] / shares[1] if shares[1] else None
            found.append(
                {
                    "field": field, "value": str(value).lower(), "lost": a, "lost_share": shares[0],
                    "stayed": b, "stayed_share": shares[1], "index": index,
                }
            )  # fmt: skip
    return found
