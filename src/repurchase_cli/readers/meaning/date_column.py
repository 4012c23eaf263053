"""When an order was placed, where no header says so: the column whose values are days."""

from __future__ import annotations

import re
from dataclasses import replace

from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.dates import share_of_dates
from repurchase_cli.readers.meaning.evidence import CLEARLY, SHOWN
from repurchase_cli.readers.meaning.questions import Candidate
from repurchase_cli.readers.meaning.table import Table

Note = tuple[str, str]

#: Days that are not those of the sale, by their names.
_OTHER_DAYS = re.compile(
    r"birth|dob|due|expir|valid|deliver|ship|dispatch|arriv|return|refund|cancel|join|regist|sign.?up|member|customer|update|modif|print|export|report|until|best.?before|next|last"
    r"|生日|出生|到期|有效|发货|送达|退|取消|入会|注册|更新|打印|geburt|fällig|liefer|versand|gültig|storn|naiss|échéance|livr|expéd|nacim|vencim|env[ií]o|entrega|nascit|scadenz|consegn|рожд|достав|срок",
    re.IGNORECASE,
)


def with_date(table: Table, columns: Columns) -> tuple[Columns, tuple[Note, ...]]:
    """Let the only column of days be the day of the order where no name tells it, and say so."""
    if "order_time" in columns.fields:
        return columns, ()
    days = [i for i in _days(table, columns) if not _OTHER_DAYS.search(table.headers[i])]
    if len(days) != 1:
        return columns, ()
    header = table.headers[days[0]]
    note = (
        f"{header!r} alone holds days: it is the day of the order; else: --map 'order_time=HEADER'",
        f"仅“{header}”为日期：以其作为下单日期；否则：--map 'order_time=列名'",
    )
    return replace(columns, fields={**columns.fields, "order_time": (days[0],)}), (note,)


def candidates(table: Table, columns: Columns) -> list[Candidate]:
    """Return the columns of days, one of which may be the day of the order: 20240131 as well."""
    return [
        Candidate(
            option=f"--map order_time={table.headers[i]}",
            setting={"columns": {"order_time": table.headers[i]}},
            examples=tuple(v.strip() for v in table.values(i) if v.strip())[:SHOWN],
        )
        for i in _days(table, columns, numbers=True)
    ]


def _days(table: Table, columns: Columns, *, numbers: bool = False) -> list[int]:
    """Return the columns of no field whose values are days; whole ``numbers`` may be anything."""
    taken = {i for found in columns.fields.values() for i in found}
    return [
        i
        for i in range(len(table.headers))
        if i not in taken
        and share_of_dates(table.values(i)) >= CLEARLY
        and (numbers or not all(value.strip().isdigit() for value in table.values(i)))
    ]
