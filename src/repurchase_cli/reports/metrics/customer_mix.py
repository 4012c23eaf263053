"""Who buys how often, who gives the revenue, who buys on discount, and what follows what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Chart, Section, Table, Text
from repurchase_cli.reports.metrics.preference_drift import drift_sections
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.fields import DISCOUNT_FIELDS

if TYPE_CHECKING:
    from repurchase_cli.reports.metrics.scope import Scope
    from repurchase_cli.shop.segmentation import Segmentation

_COUNTED = 10


def mix_sections(scope: Scope, segmentation: Segmentation) -> Iterator[Section]:
    """Yield the sections about who the customers of the period are.

    The scope is the whole shop over one period.
    """
    names = {"class": {rule.name: rule.label for rule in segmentation.rules["class"]}}
    yield _counts(scope)
    yield _contribution(scope, segmentation, names)
    yield _concentration(scope)
    if scope.item_fields & DISCOUNT_FIELDS:
        yield _discounts(scope, segmentation, names)
    if "category" in scope.item_fields:
        yield from _transitions(scope)
        yield from drift_sections(scope)


def _counts(scope: Scope) -> Section:
    """Return how many customers bought how often, ten times or more as one."""
    counts = scope.reduction.derive("metrics/purchase_counts", buyers=scope.buyers).frame()
    counts["purchases"] = counts["purchases"].clip(upper=_COUNTED)
    counts["revenue"] = counts["revenue"].astype(float)
    frame = counts.groupby("purchases", as_index=False).sum()
    frame["share"] = frame["customers"] / max(frame["customers"].sum(), 1)
    heading = Text("How often customers bought", "购买次数分布")
    lines: tuple[Text, ...] = ()
    if (frame["purchases"] == _COUNTED).any():
        lines = (
            Text(
                f"{_COUNTED} stands for {_COUNTED} and more", f"{_COUNTED} 表示 {_COUNTED} 次及以上"
            ),
        )
    table = Table(
        "purchase_counts", heading, tables.PURCHASE_COUNT_COLUMNS,
        FrameRows(frame[[c.id for c in tables.PURCHASE_COUNT_COLUMNS]]), bar="share",
    )  # fmt: skip
    return Section(heading, lines, table)


def _contribution(
    scope: Scope, segmentation: Segmentation, names: dict[str, dict[str, Text]]
) -> Section:
    money = scope.reduction.derive(
        "metrics/class_money", payers=scope.payers, labels=segmentation.labels
    )
    sums = money.frame().set_index("label")
    frame = pd.DataFrame(
        {
            "class": [rule.name for rule in segmentation.rules["class"]],
            "customers": sums["customers"]
            .reindex(range(len(segmentation.rules["class"])))
            .fillna(0),
            "revenue": sums["revenue"]
            .astype(float)
            .reindex(range(len(names["class"])))
            .fillna(0.0),
        }
    ).astype({"customers": "int64"})
    frame["share"] = frame["customers"] / max(frame["customers"].sum(), 1)
    frame["revenue_share"] = frame["revenue"] / (frame["revenue"].sum() or np.nan)
    heading = Text("Who gives the revenue", "金额贡献")
    table = Table(
        "contribution", heading, tables.CONTRIBUTION_COLUMNS,
        FrameRows(frame[[c.id for c in tables.CONTRIBUTION_COLUMNS]]), bar="revenue_share",
        names=names,
    )  # fmt: skip
    return Section(heading, (), table)


def _concentration(scope: Scope) -> Section:
    """Return the share of revenue that the customers who paid most give."""
    parts = concentration(
        scope.reduction.derive("metrics/concentration", payers=scope.payers).frame()
    )
    heading = Text("Concentration", "集中度")
    lines = tuple(
        Text(
            f"The top {share:.0%} of customers give {given:.1%} of the revenue",
            f"金额最高的 {share:.0%} 客户贡献 {given:.1%} 的金额",
        )
        for share, given in _tops(parts)
    )
    table = Table(
        "concentration", heading, tables.CONCENTRATION_COLUMNS, FrameRows(parts), shown=False
    )
    chart = Chart(
        "curve", Text("Share of revenue by share of customers", "客户占比与金额占比"),
        "concentration", "customers_share", ("revenue_share",),
    )  # fmt: skip
    return Section(heading, lines, table, chart)


def concentration(hundredths: pd.DataFrame) -> pd.DataFrame:
    """Return the cumulative shares of customers and revenue, those who paid most first."""
    customers, revenue = (hundredths[name].astype(float) for name in ("customers", "revenue"))
    whole = revenue.sum() or np.nan
    return pd.DataFrame(
        {
            "customers_share": [0.0, *(customers.cumsum() / max(customers.sum(), 1.0))],
            "revenue_share": [0.0, *(revenue.cumsum() / whole)],
        }
    )


def _tops(parts: pd.DataFrame) -> Iterator[tuple[float, float]]:
    if parts["revenue_share"].isna().any() or len(parts) == 1:
        return
    for share in (0.1, 0.2, 0.5):
        place = int(np.searchsorted(parts["customers_share"], share - 1e-9))
        yield share, float(parts["revenue_share"].iloc[place])


def _discounts(
    scope: Scope, segmentation: Segmentation, names: dict[str, dict[str, Text]]
) -> Section:
    sums = scope.of_purchases("metrics/class_items", labels=segmentation.labels).set_index("label")
    sums = sums.reindex(range(len(segmentation.rules["class"]))).fillna(0)
    whole = sums["discounted"].sum() / max(sums["purchases"].sum(), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums["discounted"] / sums["purchases"]
        frame = pd.DataFrame(
            {
                "class": [rule.name for rule in segmentation.rules["class"]],
                "purchases": sums["purchases"].astype("int64"),
                "discount_share": share,
                "discount_revenue_share": sums["discounted_amount"] / sums["amount"],
                "discount_index": 100 * share / (whole or np.nan),
                "items_per_purchase": sums["units"] / sums["with_units"],
            }
        )
    heading = Text("Who buys on discount", "折扣敏感度")
    table = Table("discounts", heading, tables.DISCOUNT_COLUMNS, FrameRows(frame), names=names)
    return Section(heading, (), table)


def _transitions(scope: Scope) -> Iterator[Section]:
    frame = scope.of_purchases("metrics/category_transitions")
    if frame.empty:
        return
    frame["index"] = frame["index"] * 100
    heading = Text("What is bought after what", "品类转移")
    table = Table(
        "category_transitions", heading, tables.TRANSITION_COLUMNS, FrameRows(frame), shown=False
    )
    chart = Chart(
        "heatmap",
        Text("Share of next purchases with a category, by the last", "下一次购买含该品类的占比"),
        "category_transitions", "from", ("share",), series="to",
    )  # fmt: skip
    yield Section(heading, (), table, chart)
