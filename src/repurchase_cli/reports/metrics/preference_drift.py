"""Whose preferences have changed: the recent half of a customer's purchases beside the earlier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import counted
from repurchase_cli.shop.segmentation import private_ids

if TYPE_CHECKING:
    from repurchase_cli.reports.metrics.scope import Scope

#: Purchases from which on a customer's preferences are compared.
_LEAST = 6
#: Drifted are those whose halves have less than half of their categories in common, and who differ
#: from half to half twice as much as from every other purchase to the rest. The distances have nine
#: decimals, so that exactly twice may seem a little less.
_DRIFTED = "distance >= 0.5 and round(distance - 2 * by_chance, 8) >= 0"


def drift_sections(scope: Scope) -> Iterator[Section]:
    """Yield who buys other categories lately, if anybody has bought often enough to tell.

    The scope is the whole shop over one period.
    """
    inputs = {"purchases": scope.purchases, "calendar": scope.calendar, "buyers": scope.buyers}
    drift = scope.reduction.derive("metrics/drift", {"least": str(_LEAST)}, **inputs)
    words = {"drifted": _DRIFTED}
    sums = scope.reduction.derive("metrics/drift_sums", words, drift=drift).frame().iloc[0]
    if not sums["customers"]:
        return
    heading = Text("Whose preferences changed", "偏好变化")
    customers, drifted = int(sums["customers"]), int(sums["drifted"])
    distance, by_chance = sums["distance"], sums["by_chance"]
    line = Text(
        f"Of {counted(customers, 'customer')} with at least {_LEAST} purchases {drifted:,} turned "
        "to other categories lately; the mean distance is "
        f"{distance:.2f}, {by_chance:.2f} by chance",
        f"至少购买 {_LEAST} 次的 {customers:,} 位客户中，{drifted:,} 位近期转向其他品类；"
        f"平均距离 {distance:.2f}，随机水平 {by_chance:.2f}",
    )
    rows = scope.reduction.derive("metrics/drifted_customers", words, drift=drift)
    table = Table(
        "drifted", heading, tables.DRIFT_COLUMNS,
        FrameRows(rows.frame()),
        shown=False, private_ids=private_ids(scope.reduction),
    )  # fmt: skip
    yield Section(heading, (line,), table)
