"""How the measures of ``metrics`` are worked out: from small frames of the engine to values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import pandas as pd

from repurchase_cli.analysis import rates
from repurchase_cli.analysis.survival import kaplan_meier
from repurchase_cli.reports.metrics.measures import COHORT_DAYS, MEASURES, NEXT_PURCHASE
from repurchase_cli.sales import Clause
from repurchase_cli.shop.fields import DISCOUNT_FIELDS
from repurchase_cli.shop.spans import number

if TYPE_CHECKING:
    from repurchase_cli.reports.metrics.scope import Scope

#: Measures that need one of these fields.
_ITEM_MEASURES = {
    "items_per_purchase": {"quantity"},
    "discount_share": DISCOUNT_FIELDS,
    "discount_revenue_share": DISCOUNT_FIELDS,
    "same_category_repurchase_rate": {"category"},
}
#: A part of the shop, and the index of a period.
Key = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a measure in one part of the shop, or ``of_shop`` as a whole, and one period."""

    measure: str
    part: str
    period: int
    value: float
    numerator: float | None = None
    denominator: float | None = None
    low: float | None = None
    high: float | None = None
    of_shop: bool = True


def measure(scope: Scope) -> list[Value]:
    """Return all values of a scope, in the order of parts, periods and measures.

    Every part and period has all measures that the files allow, with a value or without.
    """
    paid, guests = _paid(scope), _guests(scope)
    sums = _sums(scope, {*paid, *guests})
    values = [
        *_counts(scope, sums),
        *_money(scope, sums, paid),
        *_with_guests(scope, sums, paid, guests),
        *_returns(scope),
        *_cohort_rates(scope),
        *_gaps(scope),
        *_paired(scope),
        *_windows(scope),
        *_items(scope),
    ]
    values = [value for value in values if value.period >= 0]
    values += _missing(scope, values)
    order = {name: place for place, name in enumerate(MEASURES)}
    of_shop = not scope.groups.names
    values = [replace(value, of_shop=of_shop) for value in values]
    places = {part: scope.groups.place(part) for part in {value.part for value in values}}
    return sorted(values, key=lambda v: (places[v.part], v.period, order[v.measure]))


def _sums(scope: Scope, paying: set[Key]) -> pd.DataFrame:
    """Return the buyers of every part and period, also where only money came in or nobody bought.

    The shop has every period; a group those with buyers or money, and each after one with buyers.
    """
    sums = scope.reduction.derive("metrics/period_sums", buyers=scope.buyers).frame()
    sums = sums.set_index(["part", "period"])
    count = len(scope.spans.shown)
    bought = {(str(part), int(period)) for part, period in sums.index}
    after = {(part, period + 1) for part, period in bought if period + 1 < count}
    of_shop = set() if scope.groups.names else {("", period) for period in range(count)}
    keys = sorted(bought | paying | after | of_shop)
    index = pd.MultiIndex.from_tuples(keys, names=["part", "period"])
    return sums.reindex(index, fill_value=0).reset_index()


def _missing(scope: Scope, values: Sequence[Value]) -> Iterator[Value]:
    """Yield the measures that have no value in a part and period where others have one."""
    left_out = {name for name, fields in _ITEM_MEASURES.items() if not fields & scope.item_fields}
    if scope.groups.names != scope.groups.of_lines:
        left_out.add("revenue_with_guests")
    if len(scope.spans.shown) > 1:
        left_out.add("window_repurchase_rate")
    there = {(value.part, value.period, value.measure) for value in values}
    for part, period in sorted({(value.part, value.period) for value in values}):
        for name in MEASURES:
            if name not in left_out and (part, period, name) not in there:
                yield Value(name, part, period, math.nan)


def _rows(frame: pd.DataFrame) -> Iterator[Any]:
    """Yield the rows of a frame as tuples with its columns' names."""
    yield from frame.itertuples()


def _rate(measure: str, row: Any, numerator: float, denominator: float) -> Value:  # noqa: ANN401 - a row of _rows
    rate = rates.rate(int(numerator), int(denominator))
    return Value(
        measure,
        row.part,
        row.period,
        rate.value,
        rate.numerator,
        rate.denominator,
        rate.low,
        rate.high,
    )


def _ratio(measure: str, row: Any, numerator: float, denominator: float) -> Value:  # noqa: ANN401 - a row of _rows
    value = numerator / denominator if denominator else math.nan
    return Value(measure, row.part, row.period, value, numerator, denominator)


def _counts(scope: Scope, sums: pd.DataFrame) -> Iterator[Value]:
    """Yield customers and purchases, and the rates among them."""
    before = {(row.part, row.period): row.customers for row in _rows(sums)}
    periods = scope.spans.shown
    for row in _rows(sums):
        if row.period < 0:
            continue
        returning = row.customers - row.new_customers
        repeats = row.purchases - row.customers
        plain = {
            "active_customers": row.customers,
            "new_customers": row.new_customers,
            "returning_customers": returning,
            "purchases": row.purchases,
            "repeat_purchases": repeats,
        }
        for name, count in plain.items():
            yield Value(name, row.part, row.period, float(count))
        yield _rate("repurchase_rate", row, row.repeat_customers, row.customers)
        yield _ratio("repurchase_frequency", row, repeats, row.customers)
        if scope.spans.has_history(row.period):
            yield _rate("returning_rate", row, returning, row.customers)
        whole = periods[row.period].whole and scope.spans.is_whole(row.period - 1)
        previous = before.get((row.part, row.period - 1), 0) if whole else 0
        yield _rate("retention_rate", row, row.retained if whole else 0, previous)


def _paid(scope: Scope) -> dict[Key, tuple[float, float]]:
    """Return the revenue of every part and period, and that of the fifth who paid most."""
    rows = _rows(scope.reduction.derive("metrics/period_money", payers=scope.payers).frame())
    return {(row.part, row.period): (float(row.revenue), float(row.top_revenue)) for row in rows}


def _guests(scope: Scope) -> dict[Key, float]:
    """Return what guests paid, where they can be told apart: not by what customers are."""
    if scope.groups.names != scope.groups.of_lines:
        return {}
    part = "left(customer_id, -1)" if scope.groups.names else "''"
    guests = scope.reduction.derive(
        "metrics/period_guests", {"part": part}, calendar=scope.calendar
    )
    return {(row.part, row.period): float(row.amount) for row in _rows(guests.frame())}


def _money(
    scope: Scope, sums: pd.DataFrame, paid: dict[Key, tuple[float, float]]
) -> Iterator[Value]:
    """Yield revenue, and what a purchase comes to."""
    for row in _rows(sums):
        if row.period < 0:
            continue
        revenue, top = paid.get((row.part, row.period), (0.0, 0.0))
        amount, first, new = (float(x) for x in (row.amount, row.first_amount, row.new_amount))
        yield Value("revenue", row.part, row.period, revenue)
        yield _ratio("top_20_percent_revenue_share", row, top, revenue)
        yield _ratio("average_purchase_value", row, revenue, row.purchases)
        yield _ratio("first_purchase_value", row, first, row.new_customers)
        later = row.purchases - row.new_customers
        yield _ratio("repeat_purchase_value", row, amount - first, later)
        if scope.spans.has_history(row.period):
            yield _ratio("new_customer_revenue_share", row, new, amount)


def _with_guests(
    scope: Scope,
    sums: pd.DataFrame,
    paid: dict[Key, tuple[float, float]],
    guests: dict[Key, float],
) -> Iterator[Value]:
    if scope.groups.names != scope.groups.of_lines:
        return
    for row in _rows(sums):
        key = (row.part, row.period)
        total = paid.get(key, (0.0, 0.0))[0] + guests.get(key, 0.0)
        yield Value("revenue_with_guests", row.part, row.period, total)


def _returns(scope: Scope) -> Iterator[Value]:
    """Yield the shares and times of coming back, of who first bought in each period."""
    words = {
        "keys": "part, period, purchase_rank",
        "joins": Clause("join {calendar} using (day)"),
        "wanted": f"purchase_rank <= {len(NEXT_PURCHASE)} and first_day >= {scope.first_cohort}",
        "as_of": str(scope.as_of),
    }
    counts = scope.of_purchases("shop/returns", words)
    for key, rows in counts.groupby(["part", "period", "purchase_rank"]):
        part, period, rank = cast("tuple[str, int, int]", key)
        days, back, n = (rows[name].to_numpy() for name in ("days", "returned", "n"))
        days, n = days.astype(np.int64), n.astype(np.int64)
        median = kaplan_meier(days, back.astype(bool), n).median()
        value = math.nan if median is None else float(median)
        name = f"km_median_days_to_{NEXT_PURCHASE[rank]}_purchase"
        yield Value(name, part, period, value, float(n[back].sum()), float(n.sum()))


def _cohort_rates(scope: Scope) -> Iterator[Value]:
    """Yield the shares with a second purchase within so many days, over complete windows only."""
    words = {"as_of": str(scope.as_of), "first_cohort": str(scope.first_cohort)}
    for row in _rows(scope.of_purchases("metrics/cohort_windows", words)):
        for days in COHORT_DAYS:
            name = f"cohort_repurchase_rate_{days}d"
            yield _rate(name, row, getattr(row, f"back_{days}"), getattr(row, f"seen_{days}"))


def _gaps(scope: Scope) -> Iterator[Value]:
    for row in _rows(scope.of_purchases("metrics/period_gaps")):
        yield Value("mean_interpurchase_days", row.part, row.period, row.mean_gap, None, row.n)
        yield Value("median_interpurchase_days", row.part, row.period, row.median_gap, None, row.n)


def _paired(scope: Scope) -> Iterator[Value]:
    for row in _rows(scope.of_purchases("metrics/paired_values")):
        mean = rates.mean(row.differences)
        yield Value(
            "repeat_minus_first_value",
            row.part,
            row.period,
            mean.value,
            mean.total,
            mean.n,
            mean.low,
            mean.high,
        )


def _windows(scope: Scope) -> Iterator[Value]:
    """Yield 回购率: over the last two windows, or from period to period where there are several."""
    if len(scope.spans.shown) > 1:
        return
    last = number(scope.spans.shown[0].last)
    first, middle = last - 2 * scope.window_days + 1, last - scope.window_days
    if first < number(scope.spans.begin):
        return
    words = {"first": str(first), "middle": str(middle), "last": str(last)}
    buyers = scope.reduction.derive("metrics/window_buyers", words, purchases=scope.purchases)
    for row in _rows(buyers.frame().assign(period=0)):
        yield _rate("window_repurchase_rate", row, row.again, row.buyers)


def _items(scope: Scope) -> Iterator[Value]:
    """Yield what stands in the lines of a purchase: units, discounts, categories."""
    if not scope.item_fields:
        return
    for row in _rows(scope.of_purchases("metrics/period_items")):
        if "quantity" in scope.item_fields:
            yield _ratio("items_per_purchase", row, row.units, row.with_units)
        if scope.item_fields & DISCOUNT_FIELDS:
            yield _rate("discount_share", row, row.discounted, row.purchases)
            yield _ratio("discount_revenue_share", row, row.discounted_amount, row.amount)
        if "category" in scope.item_fields:
            yield _rate("same_category_repurchase_rate", row, row.same_category, row.repeats)
