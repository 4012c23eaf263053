"""The measures of a part of a shop in a period, by their definitions, in plain pandas."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import stats  # type: ignore[import-untyped]

from benchmarks.reproduce_shops import UNIT, Bought

WINDOWS = (30, 60, 90, 180, 365)
NEXT = {1: "second", 2: "third", 3: "fourth", 4: "fifth"}
WINDOW_DAYS = 90


class Number(NamedTuple):
    """A value, what it is made of, and its interval."""

    value: float | None
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, ``whole`` unless the data cut them, and the span before.

    ``only`` tells that no other span is looked at.
    """

    first: int
    last: int
    whole: bool = True
    before: Span | None = None
    only: bool = True

    def holds(self, days: pd.Series[int]) -> pd.Series[bool]:
        """Tell which days lie within."""
        return days.between(self.first, self.last)


def share(part: float, whole: float) -> Number:
    """Return a share of cases with Wilson's interval, its two roots solved for."""
    if not whole:
        return Number(None, part, whole)
    z, p = stats.norm.ppf(0.975), part / whole
    # p - q = ± z sqrt(q (1 - q) / n), squared
    roots = np.roots([1 + z * z / whole, -(2 * p + z * z / whole), p * p])
    low, high = sorted(roots.real)
    return Number(p, part, whole, low if part else 0.0, high if part < whole else 1.0)


def ratio(part: float, whole: float) -> Number:
    """Return a quotient without interval."""
    return Number(part / whole if whole else None, part, whole)


def measures(
    shop: Bought, span: Span, begin: int, as_of: int, fields: frozenset[str], *, guests: bool
) -> dict[str, Number]:
    """Return every measure of a part of the shop in a span of days."""
    all_ = shop.purchases
    now = all_[span.holds(all_["day"])]
    each = now.groupby("customer").agg(n=("day", "size"), new=("rank", lambda r: (r == 1).any()))
    paid = shop.money[span.holds(shop.money["day"])].groupby("customer")["amount"].sum() / UNIT
    customers, purchases = len(each), len(now)
    history = span.first > begin
    new = int(each["new"].sum())
    amount = now["amount"].sum() / UNIT
    first_amount = now.loc[now["rank"] == 1, "amount"].sum() / UNIT
    new_amount = now.loc[now["customer"].isin(each.index[each["new"]]), "amount"].sum() / UNIT
    found = {
        "active_customers": Number(customers),
        "new_customers": Number(new),
        "returning_customers": Number(customers - new),
        "purchases": Number(purchases),
        "repeat_purchases": Number(purchases - customers),
        "revenue": Number(paid.sum()),
        "repurchase_rate": share(int((each["n"] >= 2).sum()), customers),
        "repurchase_frequency": ratio(purchases - customers, customers),
        "returning_rate": share(customers - new, customers) if history else Number(None),
        "retention_rate": _retention(all_, now, span),
        "average_purchase_value": ratio(paid.sum(), purchases),
        "first_purchase_value": ratio(first_amount, new),
        "repeat_purchase_value": ratio(amount - first_amount, purchases - new),
        "new_customer_revenue_share": ratio(new_amount, amount) if history else Number(None),
        "top_20_percent_revenue_share": ratio(
            paid.sort_values(ascending=False).head(math.ceil(len(paid) / 5)).sum(), paid.sum()
        ),
        **_gaps(now),
        **_coming_back(now, as_of),
        "repeat_minus_first_value": _paired(all_, span),
        **_items(now, fields),
    }
    if guests:
        extra = shop.guests.loc[span.holds(shop.guests["day"]), "amount"].sum() / UNIT
        found["revenue_with_guests"] = Number(paid.sum() + extra)
    if span.only and span.last - 2 * WINDOW_DAYS + 1 >= begin:
        found["window_repurchase_rate"] = _windows(all_, span.last)
    return found


def _retention(all_: pd.DataFrame, now: pd.DataFrame, span: Span) -> Number:
    before = span.before
    if before is None or not span.whole or not before.whole:
        return Number(None)
    then = set(all_.loc[before.holds(all_["day"]), "customer"])
    return share(len(then & set(now["customer"])), len(then))


def _gaps(now: pd.DataFrame) -> dict[str, Number]:
    gaps = (now["day"] - now["before"]).dropna()
    mean, median = (gaps.mean(), gaps.median()) if len(gaps) else (None, None)
    return {
        "mean_interpurchase_days": Number(mean, None, len(gaps)),
        "median_interpurchase_days": Number(median, None, len(gaps)),
    }


def _coming_back(now: pd.DataFrame, as_of: int) -> dict[str, Number]:
    """Return the shares back within so many days, and the medians with whom is still waited for."""
    found = {}
    first = now[now["rank"] == 1]
    for days in WINDOWS:
        seen = first[as_of - first["day"] >= days]
        back = int((seen["after"] - seen["day"] <= days).sum())
        found[f"cohort_repurchase_rate_{days}d"] = share(back, len(seen))
    for rank, name in NEXT.items():
        at = now[now["rank"] == rank]
        came = at["after"].notna()
        waited = at["after"].fillna(as_of) - at["day"]
        median = _median(waited.to_numpy(), came.to_numpy())
        found[f"km_median_days_to_{name}_purchase"] = Number(median, int(came.sum()), len(at))
    return found


def _median(days: np.ndarray, back: np.ndarray) -> float | None:
    """Return the first day on which the product of the shares that stay away is half or less."""
    away = 1.0
    for day in np.unique(days[back]):
        away *= 1 - (days[back] == day).sum() / (days >= day).sum()
        if away <= 0.5 + 1e-12:
            return float(day)
    return None


def _paired(all_: pd.DataFrame, span: Span) -> Number:
    mine = all_[span.holds(all_["first"])]
    first = mine[mine["rank"] == 1].set_index("customer")["amount"] / UNIT
    later = mine[mine["rank"] > 1].groupby("customer")["amount"].mean() / UNIT
    gains = (later - first.reindex(later.index)).to_numpy()
    if not len(gains):
        return Number(None, 0, 0)
    low = high = None
    if len(gains) > 1:
        reach = stats.t.ppf(0.975, len(gains) - 1) * stats.sem(gains)
        low, high = gains.mean() - reach, gains.mean() + reach
    return Number(gains.mean(), gains.sum(), len(gains), low, high)


def _windows(all_: pd.DataFrame, last: int) -> Number:
    later = Span(last - WINDOW_DAYS + 1, last)
    earlier = Span(last - 2 * WINDOW_DAYS + 1, last - WINDOW_DAYS)
    one, other = (set(all_.loc[s.holds(all_["day"]), "customer"]) for s in (earlier, later))
    return share(len(one & other), len(one))


def _items(now: pd.DataFrame, fields: frozenset[str]) -> dict[str, Number]:
    found = {}
    known = now[now["units"].notna()]
    if "quantity" in fields:
        found["items_per_purchase"] = ratio(known["units"].sum(), len(known))
    if "discount" in fields:
        on = known[known["discounted"].astype(bool)]
        found["discount_share"] = share(len(on), len(known))
        found["discount_revenue_share"] = ratio(
            on["amount"].sum() / UNIT, known["amount"].sum() / UNIT
        )
    return found


def classes(shop: Bought, as_of: int, enough: float | None = None) -> pd.Series[str]:
    """Return every customer's class by the rules that hold when nothing else is said.

    ``enough`` is the average purchase from which on one has potential, if not the shop's own.
    """
    all_ = shop.purchases.assign(recent=as_of - shop.purchases["day"] <= 180)
    each = all_.groupby("customer").agg(
        last=("day", "max"), n=("day", "size"), recent=("recent", "sum")
    )
    revenue = shop.money.groupby("customer")["amount"].sum() / UNIT
    value = revenue / each["n"]
    if enough is None:
        enough = 0.5 * revenue.sum() / each["n"].sum()
    since = as_of - each["last"]
    active = since <= 90
    named = np.select(
        [since > 180, active & (each["recent"] >= 3), active & (value >= enough)],
        ["lost", "loyal", "potential"],
        "drifting",
    )
    return pd.Series(named, index=each.index)


def customers_of(shop: Bought, wanted: set[str]) -> Bought:
    """Return what some of the customers bought."""
    return Bought(
        shop.purchases[shop.purchases["customer"].isin(wanted)],
        shop.money[shop.money["customer"].isin(wanted)],
        shop.guests.iloc[:0],
        shop.refunded & wanted,
    )
