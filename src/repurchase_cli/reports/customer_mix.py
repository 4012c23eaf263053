"""Who gives the revenue, who buys on discount, what follows what, and what the lost bought last."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Chart, Section, Table, Text
from repurchase_cli.reports.measuring import DISCOUNT_FIELDS
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from repurchase_cli.reports.measuring import Scope
    from repurchase_cli.reports.segmentation import Segmentation

#: The class whose last purchases are compared with those of all others.
LOST = "lost"
_LINE_PREFERENCES = ("category", "size", "store")
_PREFERENCES = {
    "category": Text("Category", "品类"),
    "size": Text("Size", "尺码"),
    "store": Text("Store", "门店"),
    "discount": Text("On discount", "折扣购买"),
    "refund": Text("Ever refunded", "有过退款"),
}
_YES_NO = {"true": Text("yes", "是"), "false": Text("no", "否")}
#: Values of fewer customers than this say nothing.
_FEW = 10
_SHOWN_EACH = 5
_COUNTED = 10


def mix_sections(scope: Scope, found: Segmentation) -> Iterator[Section]:
    """Yield the sections about who the customers of the period are.

    The scope is the whole shop over one period, measured already.
    """
    names = {"class": {rule.name: rule.label for rule in found.rules["class"]}}
    yield _counts(scope)
    yield _contribution(scope, found, names)
    yield _concentration(scope)
    if scope.item_fields & DISCOUNT_FIELDS:
        yield _discounts(scope, found, names)
    if "category" in scope.item_fields:
        yield from _transitions(scope)
    if LOST in names["class"]:
        yield from _preferences(scope, found)


def _counts(scope: Scope) -> Section:
    """Return how many customers bought how often, ten times or more as one."""
    counts = scope.reduction.ask("purchase_counts")
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


def _contribution(scope: Scope, found: Segmentation, names: dict[str, dict[str, Text]]) -> Section:
    sums = scope.reduction.ask("class_money").set_index("label")
    frame = pd.DataFrame(
        {
            "class": [rule.name for rule in found.rules["class"]],
            "customers": sums["customers"].reindex(range(len(found.rules["class"]))).fillna(0),
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
    parts = concentration(scope.reduction.ask("concentration"))
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
        at = int(np.searchsorted(parts["customers_share"], share - 1e-9))
        yield share, float(parts["revenue_share"].iloc[at])


def _discounts(scope: Scope, found: Segmentation, names: dict[str, dict[str, Text]]) -> Section:
    sums = scope.reduction.ask("class_items").set_index("label")
    sums = sums.reindex(range(len(found.rules["class"]))).fillna(0)
    whole = sums["discounted"].sum() / max(sums["purchases"].sum(), 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        share = sums["discounted"] / sums["purchases"]
        frame = pd.DataFrame(
            {
                "class": [rule.name for rule in found.rules["class"]],
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
    frame = scope.reduction.ask("category_transitions")
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


def _preferences(scope: Scope, found: Segmentation) -> Iterator[Section]:
    """Yield how the last purchases of the lost differ from those of the others."""
    frame = _preference_frame(scope, found)
    if frame.empty:
        return
    heading = Text("What the lost bought last", "流失客户的最后购买")
    title = Text("Most over- and under-represented", "差异最大的取值")
    whole = Table(
        "preferences", heading, tables.PREFERENCE_COLUMNS, FrameRows(frame), shown=False,
        names={"field": _PREFERENCES},
    )  # fmt: skip
    distance = np.log(frame["index"].clip(lower=1) / 100).abs()
    top = frame.assign(distance=distance).sort_values("distance", ascending=False, kind="stable")
    shown = top.groupby("field", sort=False).head(_SHOWN_EACH)
    order = {name: at for at, name in enumerate(_PREFERENCES)}
    shown = shown.sort_values(
        ["field", "index"], key=lambda c: c.map(order) if c.name == "field" else -c
    )
    table = Table(
        "preferences_shown", title, tables.PREFERENCE_COLUMNS,
        FrameRows(shown.drop(columns="distance").reset_index(drop=True)),
        names={"field": _PREFERENCES, "value": _YES_NO},
    )  # fmt: skip
    yield Section(heading, (), whole)
    yield Section(heading, (), table)


def _preference_frame(scope: Scope, found: Segmentation) -> pd.DataFrame:
    sales = scope.reduction
    lost = str([rule.name for rule in found.rules["class"]].index(LOST))
    known: list[str] = [name for name in _LINE_PREFERENCES if name in scope.item_fields]
    if scope.item_fields & DISCOUNT_FIELDS:
        known.append("discount")
    if known:
        sales.make("last_lines", "last_lines", {"lost": lost})
    frames = [sales.ask("preferences", {"field": name}) for name in known]
    frames.append(sales.ask("refunded_customers", {"lost": lost}))
    frame = pd.concat(frames, ignore_index=True)
    for side in ("lost", "stayed"):
        frame[f"{side}_share"] = frame[side] / frame[f"{side}_all"].where(frame[f"{side}_all"] > 0)
    frame["index"] = 100 * frame["lost_share"] / frame["stayed_share"].where(frame["stayed"] > 0)
    said = frame["lost"] + frame["stayed"] >= _FEW
    said &= (frame["lost_all"] > 0) & (frame["stayed_all"] > 0)
    said &= (frame["lost_share"] < 1) | (frame["stayed_share"] < 1)  # what all have says nothing
    return frame.loc[said, [c.id for c in tables.PREFERENCE_COLUMNS]].reset_index(drop=True)
