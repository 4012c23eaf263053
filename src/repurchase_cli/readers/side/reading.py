"""Side files to their meaning: customers, inventory, feedback, points, suppression, aliases.

They go through the same bytes, shapes, dates and money as sales, and are scanned where they lie.
Columns are found by the synonyms of their kind. The customer is read from the
column that the sales read theirs from (an id, an e-mail or a phone), by the same macros, so that
the two match. A file of another kind is refused by what it looks like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.dates import MONTH_FIRST, evidence
from repurchase_cli.readers.files.inputs import Input
from repurchase_cli.readers.meaning import dates, money, synonyms
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.side.claims import find
from repurchase_cli.readers.side.customers import customers_of, with_customer
from repurchase_cli.readers.side.kinds import Found, refuse_other_kind
from repurchase_cli.readers.side.synonyms import ranks
from repurchase_cli.readers.side.times import Clock, zoned
from repurchase_cli.readers.text.shape import Looks, Opened, open_file
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.sources import (
    CUSTOMER_IDS,
    SIDE_FIELDS,
    Layout,
    Scanner,
    SideFile,
    SideValue,
    Source,
)
from repurchase_cli.values.beside import (
    Birthday,
    Field,
    NumberOrWords,
    OptOut,
    Unread,
)
from repurchase_cli.values.moments import Dated
from repurchase_cli.values.numbers import Number
from repurchase_cli.values.texts import Cell, First, Joined, Text, Value


class _Answers(NamedTuple):
    """Columns that ask for an opt-out, that ask for the opposite, and that only say which."""

    refused: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


_CHANNELS = ("sms", "email", "wechat", "phone")
_OPT_OUTS = {
    **{
        f"opt_out_{name}": _Answers((f"opt_out_{name}", "opt_out_all"), (f"accepts_{name}",))
        for name in _CHANNELS
    },
    "status": _Answers(("opted_out",), ("accepts",), ("status",)),
}
#: What a number is → the macro that reads what people write for it.
_WORDS = {"score": "score_of", "points": "points_with_unit"}


def read_side_file(
    kind: str,
    item: Input,
    sources: Sequence[Source],
    wishes: Wishes,
    scanner: Scanner,
    workspace: Path,
    *,
    copy: bool = False,
) -> SideFile:
    """Return what a side file is and means.

    Parameters
    ----------
    kind
        One of :data:`repurchase_cli.sources.SIDE_FIELDS`.
    sources
        The sales, which tell how customers are known. Where they raise questions themselves there
        are none, and what needs them waits.
    copy
        Copy the file although its sample is clean: a scan has found that it is not.

    Raises
    ------
    InputError
        For a file that cannot be read or understood, or that is of another kind.
    """
    opened = _opened(kind, item, wishes, workspace, copy=copy)
    table = opened.table
    found, notes = find(kind, table, sources, wishes, scanner, file=item.name)
    if sources and kind in ("customers", "feedback", "points"):
        found = with_customer(found, sources, file=item.name)
    if sources:
        refuse_other_kind(kind, table.headers, found, file=item.name)
    orders = _orders(kind, opened, found, wishes, scanner)
    fields = customers_of(kind, table, found, sources)
    timed = [i for f, v in SIDE_FIELDS[kind].items() if v == "time" for i in found.get(f, ())]
    clocks = zoned(table, timed, wishes, file=item.name)
    for field, value in SIDE_FIELDS[kind].items():
        if field not in CUSTOMER_IDS:
            fields |= _field(field, value, table, found, orders, wishes, item.name, clocks)
    layout = Layout(
        headers=table.headers,
        system="",
        columns=_headers(kind, table, found),
        fields=fields,
        date_order=", ".join(dict.fromkeys(orders.values())),
        notes=notes,
    )
    return SideFile(kind, opened.meaning(layout))


def _opened(kind: str, item: Input, wishes: Wishes, workspace: Path, *, copy: bool) -> Opened:
    """Open the file; the user's encoding may be meant for the sales alone."""

    def known(header: str) -> bool:
        return synonyms.key(header) in ranks(kind)

    asked = wishes.encoding
    try:
        opened = open_file(item, "", workspace, copy=copy, looks=Looks(known))
    except InputError:
        if not asked:
            raise
        return open_file(item, asked, workspace, copy=copy, looks=Looks(known))
    if asked and not opened.encoding.startswith("utf"):
        return open_file(item, asked, workspace, copy=copy, looks=Looks(known))
    return opened


def _headers(kind: str, table: Table, found: Found) -> dict[str, str]:
    """Return the header that each field is read from, the first where there are several."""
    shown = {}
    for field in SIDE_FIELDS[kind]:
        helpers = [name for names in _OPT_OUTS.get(field, ()) for name in names]
        helpers += ["first_name", "last_name"] if field == "name" else []
        places = [i for name in (field, *helpers) for i in found.get(name, ())]
        if places:
            shown[field] = table.headers[places[0]]
    return shown


def _orders(
    kind: str, opened: Opened, found: Found, wishes: Wishes, scanner: Scanner
) -> dict[str, str]:
    """Return the order of day and month by separator, decided over all dates of the file."""
    kinds = SIDE_FIELDS[kind]
    columns = [
        i
        for field, places in found.items()
        if kinds.get(field) in ("date", "time", "birthday")
        for i in places
    ]
    marks = [mark for i in columns for mark in dates.separators(opened.table.values(i))]
    return {
        mark: wishes.date_order or _proven(opened, columns, mark, scanner)
        for mark in dict.fromkeys(marks)
    }


def _proven(opened: Opened, columns: Sequence[int], mark: str, scanner: Scanner) -> str:
    """Return the order that one of the columns proves, or refuse."""
    found = {
        dates.order_from_evidence(scanner.ask([opened.scan], evidence(f"c{i}", mark))[0])
        for i in columns
        if mark in dates.separators(opened.table.values(i))
    } - {""}
    if len(found) == 1:
        return found.pop()
    table = opened.table
    examples = ((i, dates.example_in_parts(table.values(i), mark)) for i in columns)
    example = next((i, value) for i, value in examples if value)
    raise InputError(
        f"the dates of {table.headers[example[0]]!r} (such as {example[1]}) "
        + ("mix both orders of day and month" if found else "may be day or month first"),
        hint="say which with --day-first or --month-first",
        file=opened.input.name,
    )


def _field(
    field: str,
    value: SideValue,
    table: Table,
    found: Found,
    orders: Mapping[str, str],
    wishes: Wishes,
    file: str,
    clocks: Mapping[int, Clock],
) -> dict[str, Value]:
    """Return a field that the file has, its text, and its text when unreadable."""
    if field in _OPT_OUTS:
        return _opt_out(field, found)
    if field == "name":
        return _name(found)
    cells = [Cell(i) for i in found.get(field, ())]
    if not cells:
        return {}
    text: Value = Joined(tuple(cells), "; ") if value == "contacts" else cells[0]
    if value in ("contacts", "id", "text"):
        return {field: Text("clean_text", text), f"{field}_text": text}
    values = _values(value, table, cells, orders, wishes, file, clocks)
    unread = [Unread(cell, v) for cell, v in zip(cells, values, strict=False)]
    if len(unread) == 1:
        unread = [Unread(cells[0], Field(field))]
    return {
        field: First(tuple(values)),
        f"{field}_text": text,
        f"{field}_unread": First(tuple(unread)),
    }


def _values(
    value: SideValue,
    table: Table,
    cells: Sequence[Cell],
    orders: Mapping[str, str],
    wishes: Wishes,
    file: str,
    clocks: Mapping[int, Clock],
) -> list[Value]:
    """Return how the cells of a field are read: of dates all of them, else the first."""
    first, column = cells[0], cells[0].column
    if value in ("money", "number", "score", "points"):
        mark = money.decimal_mark(
            table.values(column), header=table.headers[column], file=file, decimal=wishes.decimal
        )
        number = Number(column, mark)
        words = _WORDS.get(value)
        return [NumberOrWords(number, first, words) if words else number]
    if value == "birthday":
        return [Birthday(column, next(iter(orders.values()), wishes.date_order) or MONTH_FIRST)]
    return [_dated(table, cell.column, orders, clocks) for cell in cells]


def _dated(
    table: Table, column: int, orders: Mapping[str, str], clocks: Mapping[int, Clock]
) -> Value:
    """Return the moment that a column tells, by the clock of all."""
    moment = Dated(column, dates.forms(table.values(column), orders))
    return clocks[column](moment) if column in clocks else moment


def _opt_out(field: str, found: Found) -> dict[str, Value]:
    """Return an opt-out: as said, as not agreed to, or from everything."""
    refused, agreed, words = (
        tuple(Cell(i) for name in names for i in found.get(name, ())) for names in _OPT_OUTS[field]
    )
    asked = (*refused, *agreed)
    if not asked and not words:
        return {}
    unread = [Unread(cell, Text("opt_out_answer", cell)) for cell in asked]
    unread += [Unread(cell, Text("opt_out_word", cell)) for cell in words]
    return {
        field: OptOut(refused, agreed, words),
        f"{field}_text": (*asked, *words)[0],
        f"{field}_unread": First(tuple(unread)),
    }


def _name(found: Found) -> dict[str, Value]:
    """Return the name, put together where its parts stand apart."""
    if "name" in found:
        cell = Cell(found["name"][0])
        return {"name": Text("clean_text", cell), "name_text": cell}
    parts = [Cell(found[part][0]) for part in ("first_name", "last_name") if part in found]
    if not parts:
        return {}
    return {
        "name": Joined(tuple(Text("clean_text", part) for part in parts), " "),
        "name_text": parts[0],
    }
