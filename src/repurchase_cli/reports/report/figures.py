"""The period in ten numbers, each beside the period before and the same a year before."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from repurchase_cli.analysis import changes
from repurchase_cli.analysis.changes import Estimate, Parts
from repurchase_cli.document import Change, KeyFigure, Kind, Text
from repurchase_cli.reports.metrics.measures import MEASURES
from repurchase_cli.reports.report.measured import LOYAL, Measured

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

#: How far a number changed from one period to another, with its interval.
Compare = Callable[[Measured, Measured], Estimate]


class Figure(NamedTuple):
    """One of the ten numbers in the period, with what it is compared with.

    ``comparable`` is the series without those periods for which the files do not reach back enough.
    """

    id: str
    label: Text
    kind: Kind
    meaning: Text
    value: float
    previous: float
    change: Estimate
    year_before: float
    year_change: Estimate
    series: Sequence[float]
    comparable: Sequence[float]

    @property
    def usual_change(self) -> float:
        """How far it usually is from the period before, by the periods before this one."""
        return changes.usual_change(np.array(self.comparable[:-1], dtype=np.float64))

    @property
    def size(self) -> float:
        """How large the change is beside what is usual; NaN where nothing tells if it is chance.

        Where the series is too short to know what is usual, beside half the width of its interval.
        """
        if self.change.beyond_chance is None:
            return math.nan
        usual = self.usual_change
        if not usual > 0:
            usual = (self.change.high - self.change.low) / 2
        return abs(self.change.value) / usual if usual > 0 else math.nan


def figures(
    series: Sequence[Measured], year_before: Measured | None, settled: date
) -> list[Figure]:
    """Return the ten numbers of the last period of a series.

    Numbers that look back are not tested against periods that begin before the day ``settled``: the
    files do not reach back far enough, and would show the returning and the loyal to rise.
    """
    now, previous = series[-1], series[-2] if len(series) > 1 else None
    return [
        Figure(
            name,
            _LABELS[name],
            _KINDS[name],
            _MEANINGS[name],
            now.number(name),
            _number(previous, name),
            _change(now, previous, name, settled),
            _number(year_before, name),
            _change(now, year_before, name, settled),
            [period.number(name) for period in series],
            [_comparable(period, name, settled) for period in series],
        )
        for name in COMPARE
    ]


def _comparable(period: Measured, name: str, settled: date) -> float:
    early = name in LOOKING_BACK and period.period.first < settled
    return math.nan if early else period.number(name)


def _number(period: Measured | None, name: str) -> float:
    return math.nan if period is None else period.number(name)


def _change(now: Measured, before: Measured | None, name: str, settled: date) -> Estimate:
    """Return the change of a number; unknown where one of the periods does not have it."""
    if before is None or math.isnan(now.number(name) - before.number(name)):
        return changes.UNKNOWN
    change = COMPARE[name](now, before)
    if name in LOOKING_BACK and before.period.first < settled:
        return change._replace(low=math.nan, high=math.nan)
    return change


def key_figures(figures: Sequence[Figure], series: Sequence[Measured]) -> tuple[KeyFigure, ...]:
    """Return the numbers as the cover of a document shows them."""
    days = [period.period.first for period in series]
    return tuple(
        KeyFigure(
            id=figure.id,
            label=figure.label,
            kind=figure.kind,
            value=_plain(figure.value),
            meaning=figure.meaning,
            previous=_plain(figure.previous),
            change=_shown(figure, figure.change, figure.previous),
            year_before=_plain(figure.year_before),
            change_year_before=_shown(figure, figure.year_change, figure.year_before),
            trend=tuple(zip(days, map(_plain, figure.series), strict=True)),
        )
        for figure in figures
    )


def _plain(value: float) -> float | None:
    return None if math.isnan(value) else value


def _shown(figure: Figure, change: Estimate, before: float) -> Change | None:
    """Return a change as people read it: of shares and days the difference, else in per cent."""
    relative = figure.kind not in ("share", "days")
    unit = abs(before) if relative else 1.0
    if math.isnan(change.value) or not unit:
        return None
    value, low, high = (part / unit for part in change)
    return Change(value, relative, _plain(low), _plain(high), change.beyond_chance)


def _aligned(sides: Sequence[pd.DataFrame], key: str, *columns: str) -> list[Floats]:
    """Return columns of now and before over the customers of either: first those of now."""
    now, before = (side[[key, *columns]] for side in sides)
    both = now.merge(before, how="outer", on=key, suffixes=("_now", "_before"))
    ordered = both.sort_values(key).fillna(0)
    return [
        ordered[f"{column}_{side}"].to_numpy(np.float64)
        for side in ("now", "before")
        for column in columns
    ]


def _total(of: Callable[[pd.DataFrame], pd.Series]) -> Compare:
    """Return how a sum over customers is compared; ``of`` is what each adds to it."""

    def compare(now: Measured, before: Measured) -> Estimate:
        sides = [period.people.assign(added=of(period.people)) for period in (now, before)]
        return changes.total_change(*_aligned(sides, "customer", "added"))

    return compare


def _average(now: Measured, before: Measured) -> Estimate:
    sides = _aligned([now.people, before.people], "customer", "revenue", "n")
    return changes.ratio_change(Parts(*sides[:2]), Parts(*sides[2:]))


def _loyal(now: Measured, before: Measured) -> Estimate:
    if now.payers is None or before.payers is None:
        return changes.UNKNOWN
    frames = [
        payers.assign(of_loyal=payers["revenue"] * payers["loyal"])
        for payers in (now.payers, before.payers)
    ]
    sides = _aligned(frames, "customer_id", "of_loyal", "revenue")
    return changes.ratio_change(Parts(*sides[:2]), Parts(*sides[2:]))


def _rate(name: str) -> Compare:
    def compare(now: Measured, before: Measured) -> Estimate:
        sides = [period.values[name] for period in (now, before)]
        return changes.difference(
            *(Estimate(side.value, _bound(side.low), _bound(side.high)) for side in sides)
        )

    return compare


def _bound(bound: float | None) -> float:
    return math.nan if bound is None else bound


def _median(now: Measured, before: Measured) -> Estimate:
    sides = [
        changes.median(
            period.gaps["days"].to_numpy(np.float64), period.gaps["customer"].to_numpy(np.int64)
        )
        for period in (now, before)
    ]
    return changes.difference(*sides)


#: Numbers that depend on what customers did before the period.
LOOKING_BACK = frozenset(
    {"new_customers", "returning_customers", "returning_rate", "median_interpurchase_days", LOYAL}
)
#: The ten numbers in the order of the report, and how each is compared.
COMPARE: dict[str, Compare] = {
    "active_customers": _total(lambda people: people["n"] > 0),
    "new_customers": _total(lambda people: people["is_new"]),
    "returning_customers": _total(lambda people: (people["n"] > 0) & ~people["is_new"]),
    "purchases": _total(lambda people: people["n"]),
    "revenue": _total(lambda people: people["revenue"]),
    "repurchase_rate": _rate("repurchase_rate"),
    "returning_rate": _rate("returning_rate"),
    "average_purchase_value": _average,
    "median_interpurchase_days": _median,
    LOYAL: _loyal,
}
_LABELS: Mapping[str, Text] = {
    **{name: measure.label for name, measure in MEASURES.items()},
    LOYAL: Text("Revenue share of the loyal", "忠诚客户金额占比"),
}
_KINDS: Mapping[str, Kind] = {
    **{name: measure.kind for name, measure in MEASURES.items()},
    LOYAL: "share",
}
_MEANINGS: Mapping[str, Text] = {
    **{name: measure.definition for name, measure in MEASURES.items()},
    LOYAL: Text(
        "share of the period's revenue that came from customers who were loyal on its last day",
        "本期金额中来自期末为忠诚类客户的比例",
    ),
}
