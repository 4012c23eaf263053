"""What tiers give and cost, and what members bring after they reach one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.analysis import rates
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop import tiers
from repurchase_cli.shop.phrases import money

if TYPE_CHECKING:
    from repurchase_cli.reports.members.membership import Members

#: So many days before and after a tier is reached are compared.
DAYS = 180


def sections(members: Members) -> tuple[Section, ...]:
    """Return the benefits of each tier with their cost, and what each brings after it."""
    return (_benefits(members), *_after(members))


def _benefits(members: Members) -> Section:
    title = Text("Benefits of the tiers", "等级权益与成本")
    counts = members.people["tier"].value_counts()
    rows, names = [], {}
    for place, rule in enumerate(members.settings.tiers):
        n = int(counts.get(place, 0))
        for number, benefit in enumerate(members.settings.benefits.get(rule.name, ())):
            key = f"{rule.name}.{number + 1}"
            names[key] = benefit.text
            rows.append((rule.name, key, float(benefit.cost), n, float(benefit.cost) * n))
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.BENEFIT_COLUMNS])
    total = money(float(frame["total"].sum()))
    line = Text(
        f"All benefits together cost {total} a year, points apart",
        f"全部权益每年成本 {total}（不含积分）",
    )
    table = Table(
        "benefits",
        title,
        tables.BENEFIT_COLUMNS,
        FrameRows(frame.astype({"tier": "str", "benefit": "str"})),
        names={"tier": members.tier_labels, "benefit": names},
    )
    return Section(title, (line,), table)


def _after(members: Members) -> Iterator[Section]:
    if members.steps is None:
        return
    title = Text(f"What members bring {DAYS} days after a tier", f"达到等级后 {DAYS} 天的消费")
    steps = members.steps
    limits = pd.DataFrame({"tier": steps.rules.astype("int32"), "least": steps.limits})
    words = {
        **tiers.terms(members.settings),
        "value": {"revenue": "money_then", "n_purchases": "purchases_then"}.get(
            steps.column, "points_then"
        ),
        "span": str(DAYS),
        "as_of": str(members.as_of),
    }
    reached = members.sales.derive("members/reached", words, limits=members.sales.hold(limits))
    frame = reached.frame()
    rows = [_of_tier(members, int(tier), frame[frame["tier"] == tier]) for tier in steps.rules]
    table = Table(
        "after_tier",
        title,
        tables.AFTER_TIER_COLUMNS,
        FrameRows(pd.DataFrame(rows, columns=[c.id for c in tables.AFTER_TIER_COLUMNS])),
        names={"tier": members.tier_labels},
    )
    caution = Text(
        f"Customers for at least {DAYS} days before it. This is no experiment: those who reach a "
        "tier are those who buy more and more, with or without it",
        f"仅含达到等级前已是客户满 {DAYS} 天者。这不是实验：达到等级者本就购买渐多，与等级未必有关",
    )
    yield Section(title, (caution,), table)


def _of_tier(members: Members, tier: int, rows: pd.DataFrame) -> tuple[object, ...]:
    """Return a row on those who reached a tier."""
    before, after = (rows[name].to_numpy(dtype="float64") for name in ("before", "after"))
    difference = rates.mean(after - before)
    return (
        members.settings.tiers[tier].name,
        len(rows),
        float(np.mean(before)) if len(rows) else np.nan,
        float(np.mean(after)) if len(rows) else np.nan,
        difference.value,
        difference.low,
        difference.high,
        float((rows["purchases"] > 0).mean()) if len(rows) else np.nan,
    )
