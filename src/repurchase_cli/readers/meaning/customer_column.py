"""Who the customer is, where no header says that it holds ids."""

from __future__ import annotations

import re

from repurchase_cli.readers.meaning.claims import Columns, Table

Note = tuple[str, str]

#: The customer's key when the file has none, in this order.
_STAND_INS = {"email": "邮箱", "phone": "手机号"}
#: C001, 13800138000, 00012-7, ann@example.com: what no name looks like.
_ID = re.compile(r"[^\s@]+@[^\s@]+|(?=\S*\d)[0-9A-Za-z_.#+-]+")
_MOSTLY = 0.95


def with_customer(table: Table, columns: Columns) -> tuple[Columns, tuple[Note, ...]]:
    """Let what stands in for a missing customer id be the customer, and say so.

    A column called ``customer`` may hold names or ids: its values tell. Names are no key, since two
    people may share one; then it is the e-mail, or the phone.
    """
    if "customer_id" in columns.fields:
        return columns, ()
    if (name := columns.first("name")) is not None and _holds_ids(table, name):
        header = table.headers[name]
        note = (
            f"{header!r} holds what look like ids: it is the customer",
            f"“{header}”的内容形似编号，以其作为客户",
        )
        rest = {field: found for field, found in columns.fields.items() if field != "name"}
        return Columns({**rest, "customer_id": (name,)}, columns.amount_level), (note,)
    for stand_in, zh in _STAND_INS.items():
        if stand_in in columns.fields:
            note = (
                f"no customer id in the file: the {stand_in} is the customer",
                f"文件中没有客户编号，以{zh}作为客户",
            )
            fields = {**columns.fields, "customer_id": columns.fields[stand_in]}
            return Columns(fields, columns.amount_level), (note,)
    return columns, ()


def _holds_ids(table: Table, column: int) -> bool:
    """Whether the values of a column look like ids."""
    filled = [value.strip() for value in table.values(column) if value.strip()]
    return bool(filled) and sum(bool(_ID.fullmatch(v)) for v in filled) >= _MOSTLY * len(filled)
