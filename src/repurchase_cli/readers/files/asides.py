"""Sheets beside the sales of a workbook: covers, instructions, summaries, lists of customers.

A sheet is left out, and said to be, when another sheet of the workbook is a list of sales and this
one cannot be one: it is no table, is known for something else, lacks two of customer, date and
amount, or has no date and each customer once. Another sheet that lacks one of them, or leaves open
which column it is, may be a month of sales: it is read, or refused, like any file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.grid import Note
from repurchase_cli.readers.files.inputs import Expanded, Input
from repurchase_cli.readers.meaning.claims import find
from repurchase_cli.readers.meaning.columns import Columns
from repurchase_cli.readers.meaning.customer_column import with_customer
from repurchase_cli.readers.meaning.headers import named
from repurchase_cli.readers.meaning.missing import missing_of
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.systems import SYSTEMS, system_of
from repurchase_cli.readers.text.shape import open_file
from repurchase_cli.readers.wishes import Wishes

_ENOUGH_CUSTOMERS = 5
_WORDS = {"customer": "客户", "date": "日期", "amount": "金额"}


def without_asides(expanded: Expanded, wishes: Wishes, workspace: Path) -> Expanded:
    """Return the inputs without the sheets that stand beside the sales of their workbooks."""
    books: dict[str, list[Input]] = {}
    for item in expanded.inputs:
        if item.book:
            books.setdefault(item.book, []).append(item)
    left_out: dict[Input, Note] = {}
    for sheets in books.values():
        asides = _asides(sheets, wishes, workspace) if len(sheets) > 1 else {}
        if len(asides) < len(sheets):
            left_out |= asides
        if sheets[0].format == "html":
            _refuse_two([s for s in sheets if s not in asides], wishes, workspace)
    kept = tuple(item for item in expanded.inputs if item not in left_out)
    return replace(expanded, inputs=kept, notes=(*expanded.notes, *left_out.values()))


def _refuse_two(tables: Sequence[Input], wishes: Wishes, workspace: Path) -> None:
    """Raise when the tables of a web page that may be sales have different headers.

    A page shows the same sales more than once, as orders and as their items; a sheet is a month.
    """
    if len(tables) < 2:
        return
    first, *others = (open_file(t, wishes.encoding, workspace).table.headers for t in tables)
    other = next((t for t, h in zip(tables[1:], others, strict=True) if h != first), None)
    if other is not None:
        raise InputError(
            f"this web page has two tables that may be sales: {tables[0].name} and {other.name}",
            hint="save the one that counts as .csv, and give that file",
            file=other.book,
        )


def _asides(sheets: Sequence[Input], wishes: Wishes, workspace: Path) -> dict[Input, Note]:
    """Return the sheets that are no sales, each with what is to be said of it."""
    reasons = {sheet: _why_no_sales(sheet, wishes, workspace) for sheet in sheets}
    return {
        sheet: (
            f"{sheet.name}: this sheet was not read: {reason[0]}",
            f"{sheet.name}：该工作表未读取：{reason[1]}",
        )
        for sheet, reason in reasons.items()
        if reason
    }


def _why_no_sales(sheet: Input, wishes: Wishes, workspace: Path) -> Note | None:
    try:
        table = open_file(sheet, wishes.encoding, workspace).table
    except InputError:
        return "it holds no table", "其中没有表格"
    system = system_of(table.headers, (*wishes.systems, *SYSTEMS))
    if system.refuse:
        return f"it is {system.name}", f"它是 {system.name}"
    asked = {
        field: header for field, header in wishes.of_sales.items() if named(table.headers, header)
    }
    columns = find(table, system, asked, file=sheet.name, basis=wishes.amount_basis)
    if columns.doubts:
        return None
    columns = with_customer(table, columns)[0]
    missing = missing_of(columns)
    if missing == ["date"] and _has_each_once(table, columns):
        return "it has no date, and each customer once", "缺少日期，且每位客户只出现一次"
    if len(missing) < 2:
        return None
    lacking = "、".join(_WORDS[name] for name in missing)
    return f"it has no {' and no '.join(missing)}", f"缺少{lacking}"


def _has_each_once(table: Table, columns: Columns) -> bool:
    """Whether a sheet lists customers, such as a pivot table of what each has bought in all."""
    customers = [value.strip() for value in table.values(columns.fields["customer_id"][0])]
    return len(customers) >= _ENOUGH_CUSTOMERS and len(set(customers)) == len(customers)
