"""Tiers: how many members stand in each, how far the next one is, where the file disagrees."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Chart, Section, Table, Text
from repurchase_cli.rows import FrameRows
from repurchase_cli.rules import plain
from repurchase_cli.shop.phrases import counted

if TYPE_CHECKING:
    from repurchase_cli.reports.members.membership import Members

_UNITS = {
    "revenue": Text("spend", "实付金额"),
    "n_purchases": Text("purchases", "购买次数"),
    "points_earned": Text("points earned by spending", "消费所得积分"),
}


def sections(members: Members) -> tuple[Section, ...]:
    """Return the tiers, who is near the next one, and where the customers file says otherwise."""
    return (_tiers(members), _reach(members), *_levels(members))


def _tiers(members: Members) -> Section:
    title = Text("Tiers", "会员等级")
    table = Table(
        "tiers",
        title,
        tables.TIER_COLUMNS,
        FrameRows(_by_tier(members)),
        bar="share",
        names={"tier": members.tier_labels},
    )
    shares = Text("Share of members and revenue", "会员与金额占比")
    chart = Chart("column", shares, "tiers", "tier", ("share", "revenue_share"))
    return Section(title, (_terms(members),), table, chart)


def _by_tier(members: Members) -> pd.DataFrame:
    people = members.people.assign(balance=members.book.totals["balance"])
    sums = people.groupby("tier").agg(
        members=("member", "size"), revenue=("revenue", "sum"), points_balance=("balance", "sum")
    )
    rules = members.settings.tiers
    sums = sums.reindex(range(len(rules)), fill_value=0)
    revenue = sums["revenue"].sum()
    return pd.DataFrame(
        {
            "tier": [rule.name for rule in rules],
            "members": sums["members"],
            "share": sums["members"] / max(len(people), 1),
            "revenue": sums["revenue"],
            "revenue_share": sums["revenue"] / revenue if revenue else float("nan"),
            "points_balance": sums["points_balance"],
            "liability": sums["points_balance"] * members.settings.points.value,
        }
    )


def _terms(members: Members) -> Text:
    """Return what tiers count, over which time, and when they fall."""
    terms, steps = members.settings.membership, members.steps
    by = _UNITS[steps.column] if steps else Text("several things", "多个条件")
    days = terms.window_days
    window = Text(f"in {days} days", f"近 {days} 天") if days else Text("of all time", "累计")
    fall = (
        Text(f"reviewed on {terms.review} of each year", f"每年 {terms.review} 复核降级")
        if terms.review
        else Text("up and down at once", "即时升降级")
    )
    en, zh = _limits(members)
    return Text(
        f"Tiers go by {by.en} {window.en}, {fall.en}{f' ({en})' if en else ''}",
        f"等级按{window.zh}{by.zh}划分，{fall.zh}{f'（{zh}）' if zh else ''}",
    )


def _limits(members: Members) -> Text:
    """Return each tier with what it takes, empty where no one value decides."""
    steps, rules = members.steps, members.settings.tiers
    if steps is None:
        return Text("", "")
    pairs = list(zip(steps.rules, map(float, steps.limits), strict=True))
    return Text(
        ", ".join(f"{rules[place].label.en} {plain(limit)}" for place, limit in pairs),
        "，".join(f"{rules[place].label.zh} {plain(limit)}" for place, limit in pairs),
    )


def _reach(members: Members) -> Section:
    title = Text("Within reach of the next tier", "接近下一等级的会员")
    if members.steps is None:
        line = Text(
            "How far the next tier is cannot be told: name the limits of the tiers with $ (revenue "
            ">= $gold_tier), by one column",
            "无法计算距下一等级的差距：等级规则请以 $ 引用门槛（revenue >= $gold_tier），"
            "且只用一个字段",
        )
        return Section(title, (line,))
    near = members.distance["missing"] <= members.distance["usual"]
    rows = pd.DataFrame(
        {
            "customer_id": members.people["customer_id"],
            "tier": members.tier_names(members.people["tier"]),
            "next_tier": members.tier_names(members.distance["tier"]),
            "to_next_tier": members.distance["missing"],
            "usual_purchase": members.distance["usual"],
        }
    )[near]
    table = Table(
        "reach",
        title,
        tables.REACH_COLUMNS,
        FrameRows(rows.reset_index(drop=True)),
        shown=False,
        names={"tier": members.tier_labels, "next_tier": members.tier_labels},
        private_ids=members.private_ids,
    )
    return Section(title, (_reach_line(members, rows),), table)


def _reach_line(members: Members, rows: pd.DataFrame) -> Text:
    """Return how many members are near the next tier, by tier."""
    counts = rows["next_tier"].value_counts()
    named = [(rule.label, int(counts.get(rule.name, 0))) for rule in members.settings.tiers]
    en = ", ".join(f"{label.en} {n:,}" for label, n in named if n)
    zh = "，".join(f"{label.zh} {n:,}" for label, n in named if n)
    return Text(
        f"{counted(len(rows), 'member')} would reach the next tier by one usual purchase"
        + (f": {en}" if en else "")
        + "; to write to them, switch on the campaign tier_within_reach",
        f"{len(rows):,} 位会员再买一次（按其通常金额）即可升级"
        + (f"：{zh}" if zh else "")
        + "；可启用活动 tier_within_reach 通知他们",
    )


def _levels(members: Members) -> Iterator[Section]:
    """Yield where the level of the customers file is another tier than the rules give."""
    level = members.people["level"]
    stated = level.fillna("").str.strip().str.casefold()
    if not (stated != "").any():
        return
    title = Text("Levels of the customers file", "客户文件中的等级")
    known = _known_levels(members)
    given = stated.map(known)
    ours = members.tier_names(members.people["tier"])
    differs = given.notna() & (given != ours)
    other = int(((stated != "") & given.isna()).sum())
    lines = _level_lines(int(differs.sum()), int(given.notna().sum()), other)
    rows = pd.DataFrame(
        {
            "customer_id": members.people["customer_id"],
            "level": level,
            "tier": ours,
            "window_spend": members.people["window_spend"],
        }
    )[differs]
    table = Table(
        "levels",
        title,
        tables.LEVEL_COLUMNS,
        FrameRows(rows.reset_index(drop=True)),
        shown=False,
        names={"tier": members.tier_labels},
        private_ids=members.private_ids,
    )
    yield Section(title, lines, table)


def _level_lines(different: int, compared: int, other: int) -> tuple[Text, ...]:
    """Return how many levels differ from the tiers, and how many cannot be compared."""
    line = Text(
        f"{different:,} of {compared:,} members have another tier by the rules than the file's "
        "level",
        f"{compared:,} 位有等级的会员中，{different:,} 位按规则应为其他等级",
    )
    if not other:
        return (line,)
    return (
        line,
        Text(
            f"{counted(other, 'level')} are no tier of the settings, and are not compared",
            f"{other:,} 位会员的等级名称不在设置中，未比较",
        ),
    )


def _known_levels(members: Members) -> dict[str, str]:
    """Return the tier that each level's text means: a name or a label."""
    return {
        text.strip().casefold(): rule.name
        for rule in members.settings.tiers
        for text in (rule.name, *rule.label)
    }
