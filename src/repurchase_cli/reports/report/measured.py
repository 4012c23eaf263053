"""The numbers of the report over a series of periods, and what each customer adds to them."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from repurchase_cli.reports.metrics.measuring import measure
from repurchase_cli.reports.metrics.scope import scope_of
from repurchase_cli.rules import position
from repurchase_cli.shop.groups import Groups
from repurchase_cli.shop.segmentation import label_like
from repurchase_cli.shop.spans import Spans, beginning, number

if TYPE_CHECKING:
    from repurchase_cli.analysis.periods import Period
    from repurchase_cli.config import Settings
    from repurchase_cli.reports.metrics.measuring import Value
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.segmentation import Segmentation

#: Share of revenue paid by the loyal: the one of the ten numbers that ``metrics`` does not have.
LOYAL = "loyal_revenue_share"


class Measured(NamedTuple):
    """A period and its numbers.

    ``values`` are those of ``metrics`` by their names. ``people`` has a row for every customer who
    bought or paid (``customer, n, is_new, revenue``), ``gaps`` one for each return (``customer,
    days``), ``payers`` every customer who paid by id (``loyal, revenue``); without a class for the
    loyal it is None.
    """

    period: Period
    values: Mapping[str, Value]
    people: pd.DataFrame
    gaps: pd.DataFrame
    payers: pd.DataFrame | None

    def number(self, measure: str) -> float:
        """Return a number of the period, NaN where it has none."""
        if measure == LOYAL:
            return _loyal_share(self.payers)
        value = self.values.get(measure)
        return math.nan if value is None else float(value.value)


def measured(
    sales: Sales,
    settings: Settings,
    segmentation: Segmentation,
    periods: Sequence[Period],
    compared: Collection[Period | None],
) -> list[Measured]:
    """Return the numbers of some periods, which do not overlap, in their order.

    What each customer adds to them is known of the periods that are ``compared``.
    """
    scope = scope_of(sales, segmentation, Groups(), _spans(sales, periods), settings)
    values: list[dict[str, Value]] = [{} for _ in periods]
    for value in measure(scope):
        values[value.period][value.measure] = value
    words = {"periods": ", ".join(str(n) for n, each in enumerate(periods) if each in compared)}
    people = scope.reduction.derive(
        "report/people", words, buyers=scope.buyers, payers=scope.payers
    ).frame()
    gaps = scope.of_purchases("report/gaps", words)
    return [
        Measured(
            period,
            values[place],
            _of(people, place),
            _of(gaps, place),
            _payers(sales, settings, segmentation, period),
        )
        for place, period in enumerate(periods)
    ]


def _spans(sales: Sales, periods: Sequence[Period]) -> Spans:
    return Spans(tuple(periods), None, beginning(sales))


def _of(frame: pd.DataFrame, period: int) -> pd.DataFrame:
    return frame[frame["period"] == period].drop(columns="period").reset_index(drop=True)


def _payers(
    sales: Sales, settings: Settings, segmentation: Segmentation, period: Period
) -> pd.DataFrame | None:
    """Return what customers paid in a period, and who of them was loyal on its last day."""
    loyal = position(segmentation.rules["class"], "loyal")
    if loyal is None:
        return None
    reduction = sales.known_until(period.last, since=period.first)
    is_loyal = label_like(reduction, settings, segmentation, "class") == loyal
    row = pd.RangeIndex(len(is_loyal)).astype("int32")
    labels = reduction.hold(pd.DataFrame({"row": row, "loyal": is_loyal}))
    words = {"first": str(number(period.first)), "last": str(number(period.last))}
    return reduction.derive("report/loyal_money", words, labels=labels).frame()


def _loyal_share(payers: pd.DataFrame | None) -> float:
    if payers is None:
        return math.nan
    paid, loyal = payers["revenue"].to_numpy(np.float64), payers["loyal"].to_numpy(bool)
    whole = math.fsum(paid)
    return math.fsum(paid[loyal]) / whole if whole else math.nan
