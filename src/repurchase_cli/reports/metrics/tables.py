"""Values of measures as tables: long for programs, a headline and an overview for people."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis.periods import name as period_name
from repurchase_cli.document import Table, Text
from repurchase_cli.reports.metrics.measures import MEASURES
from repurchase_cli.rows import FrameRows
from repurchase_cli.sales import GROUP_MARK
from repurchase_cli.shop.phrases import money

if TYPE_CHECKING:
    from repurchase_cli.analysis.periods import Step
    from repurchase_cli.document import Language
    from repurchase_cli.reports.metrics.measuring import Value
    from repurchase_cli.shop.groups import Groups
    from repurchase_cli.shop.spans import Spans

_DAYS = Text(" days", " 天")


def metrics_table(
    values: Sequence[Value], spans: Spans, groups: Groups, language: Language
) -> Table:
    """Return all values, one row each: the shop's, then those of the groups."""
    rows = [
        {
            "metric": value.measure,
            **_group_values(value, groups),
            "value": value.value,
            "unit": MEASURES[value.measure].unit,
            "low": value.low,
            "high": value.high,
            "numerator": value.numerator,
            "denominator": value.denominator,
            "from": spans.shown[value.period].first,
            "to": spans.shown[value.period].last,
            "definition": MEASURES[value.measure].definition.say(language),
        }
        for value in values
    ]
    first, *rest = tables.METRIC_COLUMNS
    columns = (first, *groups.columns, *rest)
    return Table(
        "metrics",
        Text("Measures", "指标"),
        columns,
        FrameRows(pd.DataFrame(rows, columns=[column.id for column in columns])),
        shown=False,
    )


def _group_values(value: Value, groups: Groups) -> dict[str, str | None]:
    """Return the values of the groups; those of the whole shop are missing."""
    if value.of_shop:
        return dict.fromkeys(groups.names)
    return dict(zip(groups.names, value.part.split(GROUP_MARK), strict=True))


def headline_table(values: Sequence[Value], currency: str) -> Table:
    """Return the measures of the whole shop in one period as people read them.

    Those that nothing tells of are left out; notes say why.
    """
    digits = tables.money_digits(currency)
    values = [value for value in values if not math.isnan(value.value) or value.denominator]
    rows = {
        "measure": [value.measure for value in values],
        "shown": [_number(value.value, value.measure, digits) for value in values],
        "interval": [_interval(value, digits) for value in values],
        "made_of": [_made_of(value, digits) for value in values],
    }
    names = {value.measure: MEASURES[value.measure].label for value in values}
    days = {shown for shown in rows["shown"] if shown.endswith(_DAYS.en)}
    in_days = {shown: Text(shown, shown.removesuffix(_DAYS.en) + _DAYS.zh) for shown in days}
    return Table(
        "headline",
        Text("Measures", "指标"),
        tables.HEADLINE_COLUMNS,
        FrameRows(pd.DataFrame(rows, dtype=object)),
        names={"measure": names, "shown": in_days},
    )


def _interval(value: Value, digits: int) -> str:
    if value.low is None or value.high is None or math.isnan(value.low + value.high):
        return ""
    low, high = (_number(bound, value.measure, digits) for bound in (value.low, value.high))
    return f"{low} – {high}"


def _made_of(value: Value, digits: int) -> str:
    if value.numerator is None or not value.denominator:
        return ""
    parts = (value.numerator, value.denominator)
    return " / ".join(
        f"{part:,.0f}" if float(part).is_integer() else money(part, digits) for part in parts
    )


def _number(value: float, measure: str, digits: int) -> str:
    if math.isnan(value):
        return "–"
    match MEASURES[measure].unit:
        case "share":
            return f"{value * 100:.1f}%"
        case "currency":
            return money(value, digits)
        case "customers" | "purchases":
            return f"{value:,.0f}"
        case "days":
            return f"{value:,.1f}".removesuffix(".0") + _DAYS.en
        case _:
            return f"{value:.2f}"


def overview_table(
    values: Sequence[Value], spans: Spans, groups: Groups, step: Step | None
) -> Table:
    """Return one row per group and period with the measures that people look at first."""
    rows: dict[tuple[bool, str, int], dict[str, object]] = {}
    for value in values:
        key = (value.of_shop, value.part, value.period)
        row = rows.setdefault(key, {**_group_values(value, groups)})
        row[value.measure] = value.value
        if step is not None:
            row["period"] = period_name(spans.shown[value.period].first, step)
    period, *measures = tables.OVERVIEW_COLUMNS
    columns = (*groups.columns, *([period] if step else []), *measures)
    texts = {*groups.names, period.id}
    frame = pd.DataFrame(
        {
            column.id: pd.Series(
                [row.get(column.id) for row in rows.values()],
                dtype=object if column.id in texts else "float64",
            )
            for column in columns
        }
    )
    return Table(
        "overview",
        Text("Overview", "概览"),
        columns,
        FrameRows(frame),
        names=dict(groups.value_names),
    )
