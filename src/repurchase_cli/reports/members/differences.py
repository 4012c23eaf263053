"""Where the points file and the ledger differ, with the members."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.reports.members.membership import dates
from repurchase_cli.rows import FrameRows
from repurchase_cli.shop.phrases import counted

if TYPE_CHECKING:
    from repurchase_cli.reports.members.membership import Members

#: How many words of the file are listed.
_MOST = 5
#: How many members of a difference are named.
_NAMED = 3
_TITLE = Text("The points file against the ledger", "积分文件与账本核对")
_WHAT = {
    "spent": Text("spent", "使用"),
    "earned": Text("earned", "获得"),
    "taken_back": Text("taken back", "扣回"),
    "expired": Text("expired", "过期"),
    "balance": Text("balance", "余额"),
}


def differences(members: Members) -> Iterator[Section]:
    """Yield what a points file and the ledger differ in, where a file was given."""
    if not members.has_points_file:
        return
    rows = pd.concat([_sums(members), _balances(members)], ignore_index=True)
    frame = rows[rows["by_file"] != rows["by_ledger"]].reset_index(drop=True)
    frame = frame.assign(
        customer_id=members.book.ids.iloc[frame["member"]].to_numpy(),
        day=dates(frame["day"]),
        difference=frame["by_file"] - frame["by_ledger"],
    ).sort_values(["customer_id", "what"], ignore_index=True)
    columns = [column.id for column in tables.DIFFERENCE_COLUMNS]
    table = Table(
        "differences",
        _TITLE,
        tables.DIFFERENCE_COLUMNS,
        FrameRows(frame[columns]),
        shown=False,
        names={"what": _WHAT},
        private_ids=members.private_ids,
    )
    lines = (*_unknown_kinds(members), *_lines(rows, frame, members.private_ids))
    yield Section(_TITLE, lines, table)


def _sums(members: Members) -> pd.DataFrame:
    """Return what the file has of each member, of the kinds that the ledger makes by itself."""
    totals, entries = members.book.totals, members.book.file
    kinds = entries["kind"].replace("donated", "spent")
    parts = []
    for kind in ("spent", "earned", "taken_back", "expired"):
        of_kind = entries[kinds == kind]
        if of_kind.empty:
            continue
        by_file = np.bincount(of_kind["member"], of_kind["points"], len(totals)).astype("int64")
        parts.append(_compared(kind, by_file, totals[kind].to_numpy()))
    return pd.concat(parts, ignore_index=True) if parts else _compared("", *_nothing())


def _nothing() -> tuple[np.ndarray, np.ndarray]:
    return np.zeros(0, dtype="int64"), np.zeros(0, dtype="int64")


def _compared(kind: str, by_file: np.ndarray, by_ledger: np.ndarray) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "member": np.arange(len(by_file)),
            "what": kind,
            "day": np.nan,
            "by_file": by_file,
            "by_ledger": by_ledger,
        }
    )


def _balances(members: Members) -> pd.DataFrame:
    """Return the last balance that the file states of each member, and the ledger's of that day."""
    day = {"day": str(members.sales.as_of)}
    stated = members.sales.derive("members/stated", day, members=members.book.members).frame()
    stated = stated.sort_values("member", ignore_index=True)
    return pd.DataFrame(
        {
            "member": stated["member"].astype("int64"),
            "what": "balance",
            "day": stated["day"].astype("float64"),
            "by_file": stated["balance"].astype("int64"),
            "by_ledger": members.book.balance_on(stated["member"], stated["day"]),
        }
    )


def _unknown_kinds(members: Members) -> Iterator[Text]:
    """Yield which words of the file for kinds nobody knows, and what their points count as."""
    kinds = members.sales.derive("members/kinds")
    rows = members.sales.derive("members/unknown_kinds", kinds=kinds).tuples()
    if not rows:
        return
    listed = ", ".join(
        f"{kind!r} ({records:,}: {points:+,})" for kind, records, points in rows[:_MOST]
    )
    more = " …" if len(rows) > _MOST else ""
    yield Text(
        f"Kinds of points that are not known (records: points): {listed}{more}; what came counts "
        "as given, what went as spent. If they are others, write earned, given, spent, expired, "
        "refund or restored into that column",
        f"未能识别的积分类型（条数：积分）：{listed}{more}；增加按赠送计，减少按使用计。"
        "若非如此，请在该列写明：消费、赠送、兑换、过期、退款、恢复",
    )


def _lines(rows: pd.DataFrame, frame: pd.DataFrame, private_ids: bool) -> Iterator[Text]:
    if rows.empty:
        yield Text("The file has nothing to compare", "文件中没有可核对的内容")
    elif frame.empty:
        yield Text("Everything in the file agrees with the ledger", "文件与账本完全一致")
    for what, label in _WHAT.items():
        compared, differing = (part[part["what"] == what] for part in (rows, frame))
        if differing.empty:
            continue
        who_en, who_zh = ("", "") if private_ids else _largest(differing)
        by_file, by_ledger = int(compared["by_file"].sum()), int(compared["by_ledger"].sum())
        yield Text(
            f"{label.en}: {counted(len(differing), 'member')} differ; {by_file:,} by the file, "
            f"{by_ledger:,} by the ledger{who_en}",
            f"{label.zh}：{len(differing):,} 位会员不一致；文件合计 {by_file:,}，"
            f"账本合计 {by_ledger:,}{who_zh}",
        )
    if not frame.empty:
        option = "--table differences -o x.csv"
        yield Text(f"The list: {option}", f"名单：{option}")


def _largest(differing: pd.DataFrame) -> tuple[str, str]:
    """Return the members with the largest differences, in English and Chinese."""
    size = differing["difference"].abs()
    largest = differing.iloc[np.argsort(-size.to_numpy(), kind="stable")[:_NAMED]]
    pairs = zip(largest["customer_id"], largest["difference"], strict=True)
    listed = [f"{member} ({difference:+,})" for member, difference in pairs]
    return f"; the largest: {', '.join(listed)}", f"；差额最大：{'、'.join(listed)}"
