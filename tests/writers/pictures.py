"""Documents with one chart, for the tests of every form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pandas as pd

from repurchase_cli.document import Chart, Document, Section, Table, Text
from repurchase_cli.rows import FrameRows
from tests.writers.conftest import column

if TYPE_CHECKING:
    from collections.abc import Mapping

    from repurchase_cli.document import Kind

RETURNS = Text("Return curve", "回购曲线")
RETENTION = Text("Cohort retention", "批次留存")
KINDS: dict[str, tuple[Kind, str, str]] = {
    "cohort": ("text", "First month", "首购月份"),
    "days": ("days", "Days since first purchase", "距首购天数"),
    "day": ("date", "Day", "日期"),
    "period": ("integer", "Months since first", "距首购月数"),
    "share": ("share", "Share returned", "已回购占比"),
    "low": ("share", "Low", "下限"),
    "high": ("share", "High", "上限"),
    "revenue": ("money", "Revenue", "金额"),
}


def charted(rows: Mapping[str, Any], chart: Chart, *, shown: bool = False) -> Document:
    """Make a document of one table and one chart of it."""
    columns = tuple(column(name, *KINDS[name]) for name in rows)
    table = Table("points", chart.title, columns, FrameRows(pd.DataFrame(rows)), shown=shown)
    section = Section(chart.title, table=table, chart=chart)
    return Document("curve", Text("Shop", "店铺"), "points", (section,))


def curve(rows: Mapping[str, Any], x: str = "days", **options: Any) -> Document:
    series = "cohort" if "cohort" in rows else ""
    return charted(rows, Chart("curve", RETURNS, "points", x, ("share",), series, **options))


def two_lines() -> dict[str, list[Any]]:
    return {
        "cohort": ["一月"] * 3 + ["二月"] * 3,
        "days": [0, 50, 100, 0, 40, 80],
        "share": [0.0, 0.3, 0.4, 0.0, 0.1, 0.2],
    }


def dated() -> dict[str, list[Any]]:
    days = [date(2023, 1, 15), date(2023, 4, 1), None, date(2023, 7, 1)]
    return {"day": pd.to_datetime(pd.Series(days)).tolist(), "share": [0.1, 0.3, 0.2, 0.2]}


def heatmap(rows: Mapping[str, Any], value: str = "share") -> Document:
    chart = Chart("heatmap", RETENTION, "points", "cohort", (value,), "period")
    return charted(rows, chart)


def triangle(cohorts: int, value: str = "share") -> dict[str, list[Any]]:
    """Return a triangle of cohorts, the last one seen in its first period only."""
    places = [(row, period) for row in range(cohorts) for period in range(cohorts - row)]
    return {
        "cohort": [f"{2020 + row // 12}-{row % 12 + 1:02d}" for row, _ in places],
        "period": [period for _, period in places],
        value: [1.0 / (1 + period) for _, period in places],
    }
