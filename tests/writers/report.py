"""A report made by hand: a cover, chapters with every kind of chart, and a list that only files hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli.document import (
    Change,
    Chart,
    Document,
    KeyFigure,
    Period,
    Section,
    Table,
    Text,
)
from repurchase_cli.rows import FrameRows
from tests.writers.conftest import column, sample
from tests.writers.pictures import KINDS, triangle, two_lines

if TYPE_CHECKING:
    from typing import Any

SCRIPT = "<script>alert(1)</script>"
MONTHS = [date(2025 + month // 12, month % 12 + 1, 1) for month in range(5, 18)]


def figure(
    name: str, kind: Any, label: Text, value: Any, change: Change | None, **more: Any
) -> KeyFigure:
    trend = tuple(
        zip(
            MONTHS,
            [float(value) * (0.8 + 0.03 * at) for at in range(12)] + [float(value)],
            strict=True,
        )
    )
    return KeyFigure(
        name, label, kind, value, Text(f"meaning of {name}", f"{name} 的含义"), value, change,
        value, replace(change, beyond_chance=None, low=None) if change else None, trend,
    )  # fmt: skip


def figures() -> tuple[KeyFigure, ...]:
    grown = Change(0.124, low=0.031, high=0.209, beyond_chance=True)
    less = Change(-0.018, relative=False, low=-0.04, high=0.01, beyond_chance=False)
    return (
        figure("customers", "integer", Text("Customers", "客户数"), 1543, grown),
        figure("new_customers", "integer", Text("New customers", "新客户"), 312, grown),
        figure("returning", "integer", Text("Returning customers", "回头客"), 1231, Change(-0.02)),
        figure("purchases", "integer", Text("Purchases", "购买次数"), 2980, grown),
        figure("revenue", "money", Text("Revenue", "销售额"), Decimal("5866525.19"), grown),
        figure("repurchase_rate", "share", Text("Repurchase rate", "复购率"), 0.412, less),
        figure("returning_rate", "share", Text("Returning rate", "回头率"), 0.798, less),
        figure("average", "money", Text("Average purchase", "次均金额"), Decimal("593.48"), grown),
        figure(
            "interval",
            "days",
            Text("Median interval", "间隔中位数"),
            21.5,
            Change(3, relative=False),
        ),
        replace(
            figure("loyal", "share", Text("Revenue of the loyal", "忠诚客户占比"), 0.516, None),
            previous=None,
            year_before=None,
            trend=((MONTHS[0], None), (MONTHS[1], 0.5)),
        ),
    )


def table(name: str, rows: dict[str, list[Any]], *, shown: bool = True) -> Table:
    columns = tuple(column(one, *KINDS[one]) for one in rows)
    title = Text(f"Table {name}", f"表 {name}")
    return Table(name, title, columns, FrameRows(pd.DataFrame(rows)), shown=shown)


def monthly() -> dict[str, list[Any]]:
    months = [f"{month:%Y-%m}" for month in MONTHS]
    return {
        "cohort": months,
        "share": [0.3 + 0.02 * at for at in range(13)],
        "low": [0.25 + 0.02 * at for at in range(13)],
        "revenue": [1000.0 * at + 0.5 for at in range(13)],
    }


def report() -> Document:
    """Return the report, with a customer who is named as a script."""
    base = sample()
    classes, customers = base.sections
    months = table("metrics.months", monthly())
    curve = {"low": [0.0, 0.2, 0.3] * 2, "high": [0.0, 0.4, 0.5] * 2} | two_lines()
    assert classes.table and classes.chart and customers.table
    names = customers.table.rows.frame()
    names.loc[0, "customer_id"] = SCRIPT
    top = Table(
        "top", Text("Best customers", "最佳客户"), customers.table.columns, FrameRows(names)
    )
    sections = (
        classes,
        Section(
            Text("Months", "各月"), (Text("Two of them: & <b>bold</b>.", "两个。"),), months,
            Chart("line", Text("Rates", "比率"), "metrics.months", "cohort", ("share", "low")),
        ),
        Section(
            Text("Revenue by month", "各月金额"), (Text("By month.", "按月。"),), None,
            Chart("column", Text("Revenue", "金额"), "metrics.months", "cohort", ("revenue",)),
            part_of_last=True,
        ),
        Section(
            Text("Coming back", "回购"), (), table("intervals.curve", curve, shown=False),
            Chart("curve", Text("Came back", "已回购"), "intervals.curve", "days", ("share",),
                  "cohort", ("low", "high"), steps=True),
        ),
        Section(
            Text("Cohorts", "批次"), (), table("cohorts.cohorts", triangle(13), shown=False),
            Chart("heatmap", Text("Retention", "留存"), "cohorts.cohorts", "cohort", ("share",), "period"),
        ),
        Section(Text("Best customers", "最佳客户"), (), top),
        customers,
    )  # fmt: skip
    return replace(
        base,
        command="report",
        title=Text("The month: June 2026", "月报：2026 年 6 月"),
        main="classes",
        sections=sections,
        period=Period("2026-06", date(2026, 6, 1), date(2026, 6, 30)),
        as_of=date(2026, 6, 30),
        paragraph=(
            Text(
                "Customers: 1,543, 12.4% more than in May (1,373).",
                "客户 1,543 位，比 5 月多 12.4%。",
            ),
            Text("They paid 5,866,525 CNY, 647,000 more.", "共付 5,866,525 元，多 647,000 元。"),
        ),
        figures=figures(),
    )
