"""Side files to their meaning: customers, inventory, feedback, points, suppression, aliases.

They go through the same bytes, shapes, dates and money as sales, always by way of a private copy
(they are small). Columns are found by the synonyms of their kind. The customer is read from the
column that the sales read theirs from (an id, an e-mail or a phone), by the same macros, so that
the two match. A file of another kind is refused by what it looks like.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.dates import MONTH_FIRST, evidence
from repurchase_cli.grammars.money import reader
from repurchase_cli.readers.files.inputs import Input
from repurchase_cli.readers.meaning import dates, money, synonyms
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.side.kinds import Found, find, refuse_other_kind
from repurchase_cli.readers.side.synonyms import ranks
from repurchase_cli.readers.side.times import zoned
from repurchase_cli.readers.text.shape import Opened, open_file
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.sales import (
    CUSTOMER_IDS,
    SIDE_FIELDS,
    Layout,
    Scanner,
    SideFile,
    SideValue,
    Source,
)

_STAND_INS = ("email", "phone")
#: Opt-out → what says the opposite, and what stands for all of them.
_OPT_OUTS = {
    "opt_out_sms": "accepts_sms",
    "opt_out_email": "accepts_email",
    "opt_out_wechat": "accepts_wechat",
    "opt_out_phone": "accepts_phone",
}
_ALL_OPT_OUTS = "opt_out_all"


def read_side_file(
    kind: str,
    item: Input,
    sources: Sequence[Source],
    wishes: Wishes,
    scanner: Scanner,
    workspace: Path,
) -> SideFile:
    """Return what a side file is and means.

    Parameters
    ----------
    kind
        One of :data:`repurchase_cli.sales.SIDE_FIELDS`.
    sources
        The sales, which tell how customers are known.

    Raises
    ------
    InputError
        For a file that cannot be read or understood, or that is of another kind.
    """
    opened = _opened(kind, item, wishes, workspace)
    table = opened.table
    found = find(kind, table, sources, file=item.name)
    if kind in ("customers", "feedback", "points"):
        found = _with_customer(found, sources, file=item.name)
    refuse_other_kind(kind, table.headers, found, file=item.name)
    orders = _orders(kind, opened, found, wishes, scanner)
    sql = _customers(kind, found, sources)
    timed = [i for f, v in SIDE_FIELDS[kind].items() if v == "time" for i in found.get(f, ())]
    clocks = zoned(table, timed, wishes, file=item.name)
    for field, value in SIDE_FIELDS[kind].items():
        if field not in CUSTOMER_IDS:
            sql |= _field(field, value, table, found, orders, wishes, item.name, clocks)
    layout = Layout(
        headers=table.headers,
        system="",
        columns=_headers(kind, table, found),
        expressions=sql,
        careful=sql,
        date_order=", ".join(dict.fromkeys(orders.values())),
    )
    return SideFile(kind, opened.meaning(layout))


def _opened(kind: str, item: Input, wishes: Wishes, workspace: Path) -> Opened:
    """Open a copy of the file; the user's encoding may be meant for the sales alone."""

    def known(header: str) -> bool:
        return synonyms.key(header) in ranks(kind)

    asked = wishes.encoding
    try:
        opened = open_file(item, "", workspace, copy=True, known=known)
    except InputError:
        if not asked:
            raise
        return open_file(item, asked, workspace, copy=True, known=known)
    if asked and not opened.encoding.startswith("utf"):
        return open_file(item, asked, workspace, copy=True, known=known)
    return opened


def _headers(kind: str, table: Table, found: Found) -> dict[str, str]:
    """Return the header that each field is read from, the first where there are several."""
    shown = {}
    for field in SIDE_FIELDS[kind]:
        helpers = (_OPT_OUTS[field], _ALL_OPT_OUTS) if field in _OPT_OUTS else ()
        helpers = ("first_name", "last_name") if field == "name" else helpers
        places = [i for name in (field, *helpers) for i in found.get(name, ())]
        if places:
            shown[field] = table.headers[places[0]]
    return shown


def _with_customer(found: Found, sources: Sequence[Source], *, file: str) -> Found:
    """Return the columns with the customer's: the one that the sales know customers by.

    Where they know them by an id and the file has none, e-mail or phone stands in, as in sales.
    """
    known_by = _known_by(sources)
    if known_by not in found and known_by in _STAND_INS:
        raise InputError(
            f"the sales know their customers by {known_by}, and this file has no such column",
            hint=f"export it again with {known_by}, or rename the column to {known_by}",
            file=file,
        )
    stand_in = next((name for name in _STAND_INS if name in found), "")
    if known_by == "customer_id" and ("customer_id" in found or not stand_in):
        return found
    return {**found, "customer_id": found[known_by if known_by in _STAND_INS else stand_in]}


def _compared(customer: str, sources: Sequence[Source]) -> str:
    """Return the SQL of an id as it compares: dialled where the sales know customers by phone."""
    columns = [source.layout.columns for source in sources]
    by_phone = [c.get("phone") == c["customer_id"] for c in columns]
    if all(by_phone):
        return f"dialled({customer})"
    if any(by_phone):
        return f"if(starts_with({customer}, '+'), dialled({customer}), folded({customer}))"
    return f"folded({customer})"


def _known_by(sources: Sequence[Source]) -> str:
    """Return the field that all sales read the customer from: ``email``, ``phone`` or an id."""
    for name in _STAND_INS:
        columns = [source.layout.columns for source in sources]
        if all(c.get(name) == c["customer_id"] for c in columns):
            return name
    return "customer_id"


def _customers(kind: str, found: Found, sources: Sequence[Source]) -> dict[str, str]:
    """Return the SQL of the customers' ids, which compare as those of the sales do."""
    columns = {
        field: f"c{found[field][0]}"
        for field in SIDE_FIELDS[kind]
        if field in CUSTOMER_IDS and field in found
    }
    ids = {field: _compared(f"clean_customer({at})", sources) for field, at in columns.items()}
    return ids | {f"{field}_text": at for field, at in columns.items()}


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
    clocks: Mapping[int, str],
) -> dict[str, str]:
    """Return the SQL of a field that the file has, of its text, and of its text when unreadable."""
    if field in _OPT_OUTS:
        return _opt_out(field, found)
    if field == "name":
        return _name(found)
    places = found.get(field, ())
    if not places:
        return {}
    at = f"c{places[0]}"
    if value == "contacts":
        cells = f"nullif(concat_ws('; ', {', '.join(f'c{i}' for i in places)}), '')"
        return {field: f"clean_text({cells})", f"{field}_text": cells}
    if value in ("id", "text"):
        return {field: f"clean_text({at})", f"{field}_text": at}
    if value in ("money", "number"):
        mark = money.decimal_mark(
            table.values(places[0]),
            header=table.headers[places[0]],
            file=file,
            decimal=wishes.decimal,
        )
        sql = {at: reader(at, mark, bare=False)}
    elif value == "birthday":
        sql = {at: f"birthday_{_birthday_order(orders, wishes)}({at})"}
    else:
        moments = {i: dates.forms(table.values(i), orders).sql(f"c{i}") for i in places}
        sql = {
            f"c{i}": clocks[i].replace("{moment}", moment) if i in clocks else moment
            for i, moment in moments.items()
        }
    return {
        field: f"coalesce({', '.join(sql.values())}, null)",
        f"{field}_text": at,
        f"{field}_unread": _unread(sql if len(sql) > 1 else {at: f'"{field}"'}),
    }


def _birthday_order(orders: Mapping[str, str], wishes: Wishes) -> str:
    """Return how birthdays without a year, or in parts, are read: as the file's other dates."""
    order = next(iter(orders.values()), wishes.date_order) or MONTH_FIRST
    return order.replace(" ", "_")


def _unread(sql: Mapping[str, str]) -> str:
    """Return the SQL of the first text that cannot be read, each by its reader."""
    return f"coalesce({', '.join(f'unread({at}, {read})' for at, read in sql.items())}, null)"


def _opt_out(field: str, found: Found) -> dict[str, str]:
    """Return the SQL of an opt-out: as said, as not agreed to, or from everything."""
    refused = [f"c{i}" for name in (field, _ALL_OPT_OUTS) for i in found.get(name, ())[:1]]
    agreed = [f"c{i}" for i in found.get(_OPT_OUTS[field], ())[:1]]
    told = [f"opted_out({at})" for at in refused] + [f"not_accepted({at})" for at in agreed]
    if not told:
        return {}
    return {
        field: f"coalesce({' or '.join(told)}, {', '.join(told)}, null)",
        f"{field}_text": [*refused, *agreed][0],
        f"{field}_unread": _unread({at: f"opt_out_answer({at})" for at in [*refused, *agreed]}),
    }


def _name(found: Found) -> dict[str, str]:
    """Return the SQL of the name, put together where its parts stand apart."""
    if "name" in found:
        at = f"c{found['name'][0]}"
        return {"name": f"clean_text({at})", "name_text": at}
    parts = [f"c{found[part][0]}" for part in ("first_name", "last_name") if part in found]
    if not parts:
        return {}
    cleaned = ", ".join(f"clean_text({at})" for at in parts)
    return {"name": f"nullif(concat_ws(' ', {cleaned}), '')", "name_text": parts[0]}
