"""Which ids are one customer: how many by which way, which were left apart, and the ids."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from repurchase_cli import tables
from repurchase_cli.document import Section, Table, Text
from repurchase_cli.grammars.contacts import reaches_somebody
from repurchase_cli.rows import FrameRows

if TYPE_CHECKING:
    from repurchase_cli.sales import Sales

_FILE = "aliases"
_WAYS: dict[str, Text] = {
    _FILE: Text("file of aliases", "编号对照表"),
    "phone": Text("phone", "手机号"),
    "phone_of_member": Text("phone of the customers file", "客户文件的手机号"),
    "email": Text("e-mail", "邮箱"),
    "email_of_member": Text("e-mail of the customers file", "客户文件的邮箱"),
}
_OUTCOMES: dict[str, Text] = {
    "joined": Text("joined", "已合并"),
    "several_names": Text("left apart: several names", "未合并：多个姓名"),
    "several_ids": Text("left apart: several ids of one source", "未合并：同一来源有多个编号"),
    "chain": Text("left apart: leads to several people", "未合并：串联后指向多人"),
}


def join_sections(sales: Sales) -> Iterator[Section]:
    """Yield the match report of customers with several ids, where they were looked for."""
    ways = {join.old: join.way for join in sales.joins.ids}
    ids = pd.DataFrame(
        [(old, new, ways.get(old, _FILE)) for old, new in sorted(sales.aliases.items())],
        columns=[column.id for column in tables.JOINED_COLUMNS],
    )
    if ids.empty and not sales.joins.apart:
        return
    rows: list[tuple[object, ...]] = [
        (way, "joined", None, len(mine), mine["new_id"].nunique())
        for way, mine in ids.groupby("way", sort=False)
    ]
    rows += [(a.way, a.reason, a.contacts, a.ids, None) for a in sales.joins.apart]
    title = Text("Customers with several ids", "多编号客户的合并")
    frame = pd.DataFrame(rows, columns=[column.id for column in tables.JOIN_COLUMNS])
    counts = frame.astype({"contacts": "Int64", "ids": "Int64", "customers": "Int64"})
    names = {"way": _WAYS, "outcome": _OUTCOMES}
    report = Table("joins", title, tables.JOIN_COLUMNS, FrameRows(counts), names=names)
    yield Section(title, (), report)
    private = any(map(reaches_somebody, (*ids["old_id"], *ids["new_id"])))
    table = Table(
        "joined", title, tables.JOINED_COLUMNS, FrameRows(ids), shown=False, private_ids=private
    )
    yield Section(Text("Joined ids", "合并的编号"), (), table)
