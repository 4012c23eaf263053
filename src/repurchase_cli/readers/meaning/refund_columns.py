"""Columns of refunds that no table of names knows: told by a part of the name, and by their money.

Money given back is never more than what was paid, which tells it from ids, dates and counts; and
most orders stay sold, which tells it from what every order pays, such as an insurance of returns.
"""

from __future__ import annotations

import re
from dataclasses import replace

from repurchase_cli.readers.meaning import statuses
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.evidence import CLEARLY, HALF
from repurchase_cli.readers.meaning.table import Table

Note = tuple[str, str]

_STEM = re.compile(
    "退款|实退|實退|退货|退貨|退还|已退|refund|returned|erstatt|rembours|reembols|rimbors|返金|환불|возвра|iade|zwrot",
    re.IGNORECASE,
)
_NOT_MONEY = re.compile(
    "单|單|号|號|原因|状态|狀態|时间|時間|日期|方式|人|备注|备註|是否|说明"
    r"|\bid\b|number|\bno\b|reason|status|date|time|method|type|\bby\b|note|_at$|_id$"
    "|率|险|險|费|費|积分|%|rate|ratio|percent|fee|insur|protect|points|days|window|customer",
    re.IGNORECASE,
)
#: What could be given back, or was asked for, and was not: 可退款金额, refundable.
_NOT_YET = re.compile(
    r"可|最多|最大|待|申请|申請|拟|refundable|returnable|\bmax|limit|request|pending|eligible|policy",
    re.IGNORECASE,
)
_COUNT = re.compile("数量|數量|件数|次数|个数|qty|quantity|count|items|units|pcs", re.IGNORECASE)


def with_refund(table: Table, columns: Columns) -> tuple[Columns, tuple[Note, ...]]:
    """Return the columns with that of refunds, where a name that nobody knows tells it; say so."""
    amount = columns.first("amount")
    if "refund" in columns.fields or amount is None:
        return columns, ()
    taken = {i for found in columns.fields.values() for i in found}
    for i, header in enumerate(table.headers):
        others = (_NOT_MONEY, _NOT_YET, _COUNT)
        known = i in taken or any(pattern.search(header) for pattern in others)
        if not known and _STEM.search(header) and _is_part(table, i, amount):
            said = (
                f"{header!r} looks like money given back and counts as that; if it is something "
                "else, give the column another name",
                f"“{header}”形似退款金额，按退款计；若不是，请修改该列列名",
            )
            return replace(columns, fields={**columns.fields, "refund": (i,)}), (said,)
    return columns, ()


def note(table: Table, columns: Columns) -> tuple[Note, ...]:
    """Return what must be said of a count of goods that came back, without the money for them."""
    if "refund" in columns.fields:
        return ()
    for i, header in enumerate(table.headers):
        counts = _STEM.search(header) and _COUNT.search(header) and not _NOT_YET.search(header)
        if counts and any(re.search("[1-9]", value) for value in table.values(i)):
            return (
                (
                    f"{header} says that goods came back, but no column says for how much: they "
                    "count as sold; export the refunds as well",
                    f"“{header}”显示有退货，但没有退款金额列：仍按已售计；请一并导出退款金额",
                ),
            )
    return ()


def _is_part(table: Table, part: int, whole: int) -> bool:
    """Whether a column holds money that is at most that of another, and in some rows only."""
    if statuses.is_flag(table.values(part)):
        return False
    back = [(abs(p), abs(w)) for p, w in table.numbers(part, whole) if p]
    if not back or len(back) > max(HALF * len(table.rows), 2):
        return False
    cents = any("." in value for value in table.values(part))  # no count of pieces
    fits = sum(p <= w + 0.005 for p, w in back)
    return (cents or any(p == w for p, w in back)) and fits >= CLEARLY * len(back)
