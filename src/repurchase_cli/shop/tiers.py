"""What the tiers of members go by: a window, or all time; held until the next review.

In the conditions of tiers ``revenue``, ``n_purchases`` and ``points_earned`` are those that a tier
goes by. Without a window and a review they are the customer table's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from repurchase_cli import rules

if TYPE_CHECKING:
    import numpy.typing as npt
    import pandas as pd

    from repurchase_cli.config import Settings
    from repurchase_cli.rules import Rule
    from repurchase_cli.sales import Columns, Reduction, Relation

#: Column of tiers' rules → what the table ``members/standing`` calls its value in the window, and
#: the value that the tier is held by.
BASES: dict[str, tuple[str, str]] = {
    "revenue": ("window_spend", "most_spend"),
    "n_purchases": ("window_purchases", "most_purchases"),
    "points_earned": ("window_points", "most_points"),
}
#: More days than any data have.
_ALL_TIME = 1_000_000
_EPOCH = date(1970, 1, 1)
#: By how little a value can lie above a limit.
_STEPS = {"revenue": 0.01, "n_purchases": 1, "points_earned": 1}


def are_of_the_table(settings: Settings) -> bool:
    """Whether tiers go by the customer table's own columns."""
    terms = settings.membership
    by_points = "points_earned" in rules.columns_of(settings.tiers)
    return terms.window_days is None and not terms.review and not by_points


def standing(sales: Reduction, settings: Settings) -> Relation:
    """Return what tiers go by, one row per customer; see ``members/standing``."""
    words = {**terms(settings), "as_of": str((sales.as_of - _EPOCH).days)}
    if not settings.membership.review:
        return sales.derive("members/standing_at_once", words)
    reviewed = last_review(sales.as_of, settings.membership.review)
    words["reviewed"] = str((reviewed - _EPOCH).days)
    return sales.derive("members/standing", words)


def terms(settings: Settings) -> dict[str, str]:
    """Return the words of the settings that SQL texts name."""
    return {
        "window": str(settings.membership.window_days or _ALL_TIME),
        "per_unit": f"cast({settings.points.per_unit} as decimal(9, 6))",
    }


def last_review(day: date, review: str) -> date:
    """Return the day of the last review up to a day; without reviews the day itself."""
    if not review:
        return day
    this_year = date.fromisoformat(f"{day.year}-{review}")
    return this_year if this_year <= day else this_year.replace(year=day.year - 1)


def review_before(day: str, review: str) -> str:
    """Return the SQL of the number of the last review day before ``day``, a number since 1970."""
    if not review:
        return f"{day} - 1"
    then = f"(date '1970-01-01' + {day})"
    this_year = f"cast(year({then}) || '-{review}' as date)"
    last_year = f"cast((year({then}) - 1) || '-{review}' as date)"
    return (
        f"cast(if({this_year} < {then}, {this_year}, {last_year}) - date '1970-01-01' as integer)"
    )


def tier_columns(sales: Reduction, settings: Settings) -> Columns:
    """Return the columns by which customers hold their tiers, in the order of customers."""
    columns = sales.derive("members/held", standing=standing(sales, settings)).columns()
    return {name: columns[held] for name, (_, held) in BASES.items()}


class Ladder(NamedTuple):
    """Tiers that one value decides: its column, and the least value and the rule of each step."""

    column: str
    limits: npt.NDArray[np.float64]
    rules: npt.NDArray[np.int16]


def ladder(tiers: Sequence[Rule], thresholds: Mapping[str, float]) -> Ladder | None:
    """Return the steps of the tiers, None where more than one column decides.

    The steps are where the rules change at the thresholds that they name.
    """
    columns = rules.columns_of(tiers)
    limits = sorted({thresholds[name] for name in rules.parameters_of(tiers)})
    if len(columns) != 1 or not limits or not columns <= BASES.keys():
        return None
    (column,) = columns
    step = _STEPS[column]
    values = sorted({0.0, *limits, *(limit + step for limit in limits)})
    labels = rules.label({column: values}, tiers, thresholds)
    rises = np.flatnonzero(np.diff(labels)) + 1
    return Ladder(column, np.asarray(values)[rises], labels[rises])


def names(tiers: Sequence[Rule], places: pd.Series[int]) -> pd.Series[str]:
    """Return the names of tiers by their rules' places, empty for -1."""
    return places.map({place: rule.name for place, rule in enumerate(tiers)}).astype("str")


def customers(sales: Reduction, settings: Settings, labels: Relation) -> pd.DataFrame:
    """Return the customers with their tiers and what these go by; see ``members/next_tiers``."""
    by = standing(sales, settings)
    return sales.derive("members/next_tiers", labels=labels, standing=by).frame()


def distance(steps: Ladder, people: pd.DataFrame, per_unit: float) -> pd.DataFrame:
    """Return each member's next tier, what is missing to it, and what one usual purchase adds.

    Parameters
    ----------
    people
        ``tier``, ``average_purchase_value``, and the columns of the window in :data:`BASES`, (n).
    per_unit
        Points for one unit of money.
    """
    window, _ = BASES[steps.column]
    values = people[window].to_numpy(dtype="float64")
    tier, missing = next_steps(steps, values, people["tier"].to_numpy(dtype="int16"))
    spend = people["average_purchase_value"].astype("float64")
    usual = {"revenue": spend, "n_purchases": spend * 0 + 1, "points_earned": spend * per_unit}
    return people[[]].assign(tier=tier, missing=missing, usual=usual[steps.column])


def next_steps(
    steps: Ladder, values: npt.NDArray[np.float64], held: npt.NDArray[np.int16]
) -> tuple[npt.NDArray[np.int16], npt.NDArray[np.float64]]:
    """Return each member's next tier and what is missing to it; -1 and NaN at the top.

    Parameters
    ----------
    values
        What members have in the window, (n,).
    held
        The rules of their tiers, (n,), which may be higher than the values give.
    """
    rank = np.zeros(int(max(held.max(initial=0), steps.rules.max())) + 1, dtype="int64")
    rank[steps.rules] = np.arange(len(steps.rules)) + 1
    place = np.maximum(np.searchsorted(steps.limits, values, side="right"), rank[held])
    at_top = place >= len(steps.limits)
    place = np.minimum(place, len(steps.limits) - 1)
    tier = np.where(at_top, -1, steps.rules[place]).astype("int16")
    return tier, np.where(at_top, np.nan, steps.limits[place] - values)
