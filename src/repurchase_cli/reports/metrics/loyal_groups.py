"""The share of loyal customers beside revenue, store by store or by any other group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from repurchase_cli import tables
from repurchase_cli.analysis import migration
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows, text
from repurchase_cli.rules import position
from repurchase_cli.sales import GROUP_MARK
from repurchase_cli.shop.groups import Groups, needs_labels
from repurchase_cli.shop.phrases import no_role

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.reports.metrics.scope import Scope
    from repurchase_cli.sales import Sales
    from repurchase_cli.shop.segmentation import Segmentation


def loyal_section(sales: Sales, scope: Scope, segmentation: Segmentation) -> Iterator[Section]:
    """Yield how many buyers of each group are loyal, and whether revenue goes with it.

    The scope has groups of ``sales`` and one period. Groups that are labels of the customer say
    nothing here.
    """
    loyal = position(segmentation.rules["class"], "loyal")
    if loyal is None or needs_labels(scope.groups):
        return
    words = {"loyal": str(loyal), "mark": text(GROUP_MARK)}
    inputs = {
        "buyers": scope.buyers,
        "payers": scope.payers,
        "people": sales.base["customers"],
        "labels": segmentation.labels,
    }
    frame = scope.reduction.derive("metrics/loyal_buyers", words, **inputs).frame()
    frame["loyal_share"] = frame["loyal"] / frame["customers"]
    heading = Text("Loyal customers and revenue, by group", "分组的忠诚客户与金额")
    columns = (*scope.groups.columns, *tables.LOYAL_COLUMNS)
    rows = scope.groups.split(frame)[[column.id for column in columns]]
    table = Table(
        "loyalty", heading, columns, FrameRows(rows),
        bar="loyal_share", names=dict(scope.groups.value_names),
    )  # fmt: skip
    yield Section(heading, tuple(_correlation(frame)), table)


def loyal_notes(groups: Groups, found: Segmentation) -> Iterator[Text]:
    """Yield that the section is left out when no class stands for the loyal."""
    if not groups.names or needs_labels(groups):
        return
    if position(found.rules["class"], "loyal") is None:
        what = Text("the share of loyal customers by group is", "分组的忠诚客户占比")
        yield no_role("loyal", what)


def _correlation(frame: pd.DataFrame) -> Iterator[Text]:
    if len(frame) < migration.ENOUGH_PERIODS:
        return
    shares, paid = (frame[name].to_numpy(dtype="float64") for name in ("loyal_share", "revenue"))
    together = migration.correlation(shares, paid)
    if np.isnan(together.value):
        return
    r = f"{together.value:.2f} ({together.low:.2f} … {together.high:.2f})"
    yield Text(
        f"Share of loyal customers and revenue, over {together.n} groups: correlation {r}. "
        "No proof that one brings the other",
        f"{together.n} 个分组的忠诚客户占比与金额的相关系数为 {r}，不能证明因果",
    )
