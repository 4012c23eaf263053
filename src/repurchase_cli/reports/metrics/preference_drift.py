"""Whose preferences have changed: the recent half of a customer's purchases beside the earlier."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import counted

if TYPE_CHECKING:
    from repurchase_cli.reports.metrics.measuring import Scope

#: Purchases from which on a customer's preferences are compared.
_LEAST = 6
#: Drifted are those whose halves have less than half of their categories in common, and who differ
#: from half to half twice as much as from every other purchase to the rest. The distances have nine
#: decimals, so that exactly twice may seem a little less.
_DRIFTED = "distance >= 0.5 and round(distance - 2 * by_chance, 8) >= 0"


def drift_sections(scope: Scope) -> Iterator[Section]:
    """Yield who buys other categories lately, if anybody has bought often enough to tell.

    The scope is the whole shop over one period, measured already.
    """
    ask = scope.reduction.ask
    scope.reduction.make("preference_drift", "preference_drift", {"least": str(_LEAST)})
    sums = ask("drift_sums", {"drifted": _DRIFTED}).iloc[0]
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
    table = Table(
        "drifted", heading, tables.DRIFT_COLUMNS,
        FrameRows(ask("drifted_customers", {"drifted": _DRIFTED})),
        shown=False, private_ids=bool(ask("private_ids").iloc[0, 0]),
    )  # fmt: skip
    yield Section(heading, (line,), table)
