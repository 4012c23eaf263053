"""Who moved between tiers since a day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text, written_day
from repurchase_cli.errors import UsageError
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.segmentation import segment_customers
from repurchase_cli.shop.spans import beginning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repurchase_cli.reports.members.membership import Members

#: The key of those who were no customers yet, or are none any more.
NONE = "(none)"
_NEW, _GONE = Text("(new)", "（新增）"), Text("(gone)", "（退尽）")


def sections(members: Members, since: date | None) -> tuple[Section, ...]:
    """Return how many went from tier to tier since a day, and who.

    Raises
    ------
    UsageError
        When the day is not before the as-of date.
    """
    as_of = members.sales.as_of
    day = since or as_of.replace(day=1) - timedelta(days=1)
    if day >= as_of:
        raise UsageError(f"--since {day} is not before {as_of}", hint="name an earlier day")
    then = written_day(day)
    title = Text(f"Moves between tiers since {then.en}", f"{then.zh}以来的等级变化")
    if day < beginning(members.sales):
        line = Text(
            f"The files begin on {beginning(members.sales)}: nobody had a tier on {day}",
            f"数据自 {beginning(members.sales)} 开始，{day} 尚无会员等级",
        )
        return (Section(title, (line,)),)
    changes = _changes(members, day)
    return (_moves(members, title, changes), _movers(members, changes))


def _changes(members: Members, day: date) -> pd.DataFrame:
    """Return every customer of the two days with both tiers, by name."""
    sales, settings = members.sales, members.settings
    words = {"label": "tier_index"}
    now = sales.derive("migrate/standing", words, labels=members.segmentation.labels)
    earlier = sales.until(day)
    like = segment_customers(earlier, settings, members.segmentation)
    then = earlier.derive("migrate/standing", words, labels=like.labels).made()
    frame = sales.derive("migrate/changes", before=then, after=now).frame()
    return pd.DataFrame(
        {
            "customer_id": frame["customer_id"],
            "from": _names(members, frame["from_label"]),
            "to": _names(members, frame["to_label"]),
        }
    ).sort_values("customer_id", ignore_index=True)


def _names(members: Members, label: pd.Series[float]) -> pd.Series[str]:
    return members.tier_names(label.fillna(-1).astype("int64")).fillna(NONE)


def _moves(members: Members, title: Text, changes: pd.DataFrame) -> Section:
    counts = changes.groupby(["from", "to"]).size().reset_index(name="members")
    ranks = _ranks(members)
    counts["up"] = counts["from"].map(ranks) - counts["to"].map(ranks)
    counts = counts.sort_values(["from", "to"], key=lambda key: key.map(ranks), ignore_index=True)
    new, gone = counts["from"] == NONE, counts["to"] == NONE
    up, down = (_sum(counts, sign & ~new & ~gone) for sign in (counts["up"] > 0, counts["up"] < 0))
    line = Text(
        f"{up:,} rose, {down:,} fell, {_sum(counts, new):,} are new customers, "
        f"{_sum(counts, gone):,} have given everything back",
        f"升级 {up:,}，降级 {down:,}，新客户 {_sum(counts, new):,}，"
        f"全部退款 {_sum(counts, gone):,}",
    )
    names = {
        name: {**members.tier_labels, NONE: other}
        for name, other in (("from", _NEW), ("to", _GONE))
    }
    columns = [column.id for column in tables.MOVE_COLUMNS]
    rows = FrameRows(counts[columns])
    return Section(title, (line,), Table("moves", title, tables.MOVE_COLUMNS, rows, names=names))


def _sum(counts: pd.DataFrame, rows: pd.Series[bool]) -> int:
    return int(counts.loc[rows, "members"].sum())


def _ranks(members: Members) -> dict[str, int]:
    """Return the places of tiers, the best first, as the settings have them."""
    names: Sequence[str] = [rule.name for rule in members.settings.tiers]
    return {NONE: len(names), **{name: place for place, name in enumerate(names)}}


def _movers(members: Members, changes: pd.DataFrame) -> Section:
    title = Text("Who moved between tiers", "等级变化的会员")
    moved = changes[(changes["from"] != changes["to"]) & (changes["from"] != NONE)]
    names = dict.fromkeys(("from", "to"), members.tier_labels)
    rows = FrameRows(moved.reset_index(drop=True))
    table = Table(
        "movers", title, tables.MOVED_COLUMNS, rows,
        shown=False, names=names, private_ids=members.private_ids,
    )  # fmt: skip
    return Section(title, (), table)
