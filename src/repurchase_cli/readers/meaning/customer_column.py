"""Who the customer is, where no header says that it holds ids."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from repurchase_cli.grammars.contacts import mask, reaches_somebody
from repurchase_cli.grammars.ids import names_id
from repurchase_cli.grammars.money import is_bare
from repurchase_cli.grammars.nobody import is_nobody
from repurchase_cli.grammars.texts import halfwidth
from repurchase_cli.readers.meaning import statuses, synonyms
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.dates import share_of_dates
from repurchase_cli.readers.meaning.document_kinds import kind_of
from repurchase_cli.readers.meaning.evidence import A_REST, CLEARLY, ENOUGH, HALF, SHOWN
from repurchase_cli.readers.meaning.questions import Candidate
from repurchase_cli.readers.meaning.table import Table

Note = tuple[str, str]

#: The customer's key when the file has none, in this order.
_STAND_INS = {"email": "邮箱", "phone": "手机号"}
#: C001, 13800138000, 00012-7, ann@example.com: what no name looks like.
_ID = re.compile(r"[^\s@]+@[^\s@]+|(?=\S*\d)[0-9A-Za-z_.#+-]+")


def with_customer(table: Table, columns: Columns) -> tuple[Columns, tuple[Note, ...]]:
    """Let what stands in for a missing customer id be the customer, and say so.

    A column called ``customer`` may hold names or ids: its values tell. Names are no key, since two
    people may share one; then it is the e-mail, or the phone.
    """
    if "customer_id" in columns.fields:
        return _without_blank(table, *_with_next_best(table, columns))
    name = columns.first("name")
    if name is not None and _holds_ids(table, name) and not _are_orders(table, name):
        header = table.headers[name]
        note = (
            f"{header!r} holds what look like ids: it is the customer",
            f"“{header}”的内容形似编号，以其作为客户",
        )
        rest = {field: found for field, found in columns.fields.items() if field != "name"}
        return replace(columns, fields={**rest, "customer_id": (name,)}), (note,)
    for stand_in, zh in _STAND_INS.items():
        if stand_in in columns.fields:
            note = (
                f"no customer id in the file: the {stand_in} is the customer",
                f"文件中没有客户编号，以{zh}作为客户",
            )
            fields = {**columns.fields, "customer_id": columns.fields[stand_in]}
            return replace(columns, fields=fields), (note,)
    return columns, ()


def _are_orders(table: Table, column: int) -> bool:
    """Whether a column called name holds the numbers of orders: they never repeat."""
    values = [value.strip() for value in table.values(column) if value.strip()]
    return (
        synonyms.key(table.headers[column]) == "name"
        and len(values) > 1
        and len({*values}) == len(values)
    )


def _holds_ids(table: Table, column: int) -> bool:
    """Whether the values of a column look like ids, or like names with ids in brackets."""
    filled = [value.strip() for value in table.values(column) if value.strip()]
    ids = sum(bool(_ID.fullmatch(value)) for value in filled)
    return bool(filled) and (ids >= CLEARLY * len(filled) or are_in_brackets(filled))


def are_in_brackets(values: Sequence[str]) -> bool:
    """Whether nearly all values are names, each with an id in brackets: Ann Lee (C001).

    What few brackets say behind many names is no id: Ann Lee (VIP2).
    """
    filled = [value for value in values if value.strip()]
    if not filled or sum(map(names_id, filled)) < CLEARLY * len(filled):
        return False
    behind = {value.rpartition("(")[2] for value in map(halfwidth, filled)}
    return len(behind) >= HALF * len({*filled})


def _with_next_best(table: Table, columns: Columns) -> tuple[Columns, tuple[Note, ...]]:
    """Let phones or addresses be the customer where the column of customers tells nobody apart.

    Rows beyond the sample that have a customer all the same keep it.
    """
    own = columns.fields["customer_id"]
    if not _tells_nobody_apart(table, columns, own):
        return columns, ()
    for field in _STAND_INS:
        filled = tuple(
            i
            for i, header in enumerate(table.headers)
            if (field, 0) in synonyms.field_ranks().get(synonyms.key(header), [])
            and any(value.strip() for value in table.values(i))
        )
        if filled:
            names = ", ".join(repr(table.headers[i]) for i in filled)
            names_zh = "、".join(f"“{table.headers[i]}”" for i in filled)
            note = (
                f"{table.headers[own[0]]!r} tells nobody apart in the rows looked at (blank, always"
                f" the same, or the order's number): the customer is {names}",
                f"所查各行的“{table.headers[own[0]]}”无法区分客户（为空、始终相同或等于订单号），"
                f"以{names_zh}作为客户",
            )
            blank = not any(value.strip() for i in own for value in table.values(i))
            found = (*filled, *own) if blank else filled
            fields = {**columns.fields, "customer_id": found, field: found}
            return replace(columns, fields=fields), (note,)
    return columns, ()


def _without_blank(
    table: Table, columns: Columns, notes: tuple[Note, ...]
) -> tuple[Columns, tuple[Note, ...]]:
    """Let a file lack a customer whose column is blank throughout, where another may hold it."""
    blank = not any(
        value.strip() for i in columns.fields["customer_id"] for value in table.values(i)
    )
    rest = {field: found for field, found in columns.fields.items() if field != "customer_id"}
    without = replace(columns, fields=rest)
    return (without, notes) if blank and customer_candidates(table, without) else (columns, notes)


def _tells_nobody_apart(table: Table, columns: Columns, own: Sequence[int]) -> bool:
    """Whether a column of customers is blank, the same in all rows, or the number of the order."""
    cells = [[row[i].strip() if i < len(row) else "" for i in own] for row in table.rows]
    people = [next((cell for cell in row if not is_nobody(cell)), "") for row in cells]
    if sum(map(bool, people)) <= A_REST * len(people):
        return True
    if len(people) >= ENOUGH and len({*people}) == 1:
        return True
    order = columns.first("order_id")
    ids = [
        row[order].strip() if order is not None and order < len(row) else "" for row in table.rows
    ]
    return len(ids) > 1 and order not in own and ids == people and len({*ids}) == len(ids)


def customer_candidates(table: Table, columns: Columns) -> list[Candidate]:
    """Return the columns that may hold customers.

    Some come back, yet there are many; names are shown with what speaks against them. Words that
    are answers or states, and small counts, are named only where nothing better is.
    """
    taken = {i for field, found in columns.fields.items() if field != "name" for i in found}
    found: dict[bool, list[Candidate]] = {True: [], False: []}
    for i, header in enumerate(table.headers):
        values = [value.strip() for value in table.values(i) if value.strip()]
        people = len(set(values))
        is_name = i in columns.fields.get("name", ())
        repeats = max(1, A_REST * len(values)) < people < len(values) and not _is_a_measure(values)
        if i in taken or not (is_name or repeats):
            continue
        found[is_name or not _tell_little(table, i)].append(
            Candidate(
                option=f"--map customer_id={header}",
                setting={"columns": {"customer_id": header}},
                examples=tuple(
                    mask(value) if is_name or reaches_somebody(value) else value
                    for value in dict.fromkeys(values[:SHOWN])
                ),
                customers=people,
                remark="names, which two people may share" if is_name else "",
            )
        )
    likely = found[True] or found[False]
    return sorted(likely, key=lambda candidate: -(candidate.customers or 0))[:SHOWN]


def _tell_little(table: Table, column: int) -> bool:
    """Whether a column answers yes and no, tells states or kinds, or has small numbers."""
    words = table.words(column).keys() - {""}
    small = all(word.lstrip("-").replace(".", "").isdigit() and len(word) < 3 for word in words)
    known = all(statuses.meaning(word) or kind_of(word) for word in words)
    return small or known or statuses.is_flag(words)


def _is_a_measure(values: Sequence[str]) -> bool:
    """Whether a column holds amounts or dates: numbers some of which have decimals, or days."""
    numbers = [value for value in values if is_bare(value)]
    amounts = len(numbers) > CLEARLY * len(values) and any("." in number for number in numbers)
    return amounts or share_of_dates(values) > CLEARLY
