"""The records of a side file in SQL: the fields of each, its state, and what is wrong with it.

A file is scanned where it lies, and read the fast way that its sample shows. Records that turn out
otherwise (an id that needs cleaning, a value that cannot be read, anything but a record that
counts) are *odd*: these alone are read once more, with care.
"""

from __future__ import annotations

from repurchase_cli.books import Action
from repurchase_cli.engines import aliases
from repurchase_cli.engines.lines import fields_sql
from repurchase_cli.engines.scans import scan_sql
from repurchase_cli.engines.states import STATES, State
from repurchase_cli.grammars.ids import plain_sql
from repurchase_cli.rows import quoted, text
from repurchase_cli.sources import CUSTOMER_IDS, SIDE_FIELDS, SideFile, SideValue
from repurchase_cli.values.beside import Unread
from repurchase_cli.values.texts import First

#: The type of each value.
TYPES = {
    "id": "varchar", "text": "varchar", "contacts": "varchar", "birthday": "varchar",
    "flag": "boolean", "money": "decimal(18, 6)", "number": "decimal(18, 6)",
    "score": "decimal(18, 6)", "points": "decimal(18, 6)", "date": "date", "time": "timestamp",
}  # fmt: skip
#: The states of a side file's records; those that sales have too are named alike.
SIDE_STATES: dict[str, State] = {
    **{name: STATES[name] for name in ("used", "short_row", "blank_row", "repeated_header")},
    "totals_line": State("excluded", "", "a line of totals"),
    "cut_row": STATES["cut_row"],
    "long_row": STATES["long_row"],
    "id_destroyed": STATES["id_destroyed"],
    "no_id": State("excluded", "key", "no id that tells whom or what this is about"),
    "repeated_id": State("excluded", "key", "the same id stands further down: the last one counts"),
    "old_id": State("excluded", "key", "an old id: another record of the customer counts"),
    "hidden_contact": State(
        "excluded", "key", "an export has hidden a part of it: it suppresses nobody"
    ),
    "hidden_beside": State("repaired", "key", "a part of a contact is hidden: the others suppress"),
    "subscribed": State(
        "excluded", "status", "its status says that it is subscribed: it suppresses nobody"
    ),
    "points_unreadable": State("rejected", "points", "no number of points"),
    "unread_date": State("repaired", "", "no date that exists, or in no known form: left empty"),
    "unread_number": State("repaired", "", "no number: left empty"),
    "unread_flag": State("repaired", "", "neither yes nor no: taken as opted out"),
}
#: What tells the records of a kind apart; of a customer or an item there is only one.
KEYS = {
    "customers": ("customer_id",),
    "inventory": ("sku", "size", "color", "store"),
    "feedback": ("customer_id",),
    "points": ("customer_id",),
    "suppress": ("customer_id", "phone", "email"),
    "aliases": ("old_id", "new_id"),
}
SINGLE = ("customers", "inventory")
_UNREAD = {
    "date": "unread_date", "time": "unread_date", "birthday": "unread_date",
    "money": "unread_number", "number": "unread_number", "score": "unread_number",
    "points": "unread_number", "flag": "unread_flag",
}  # fmt: skip

#: The state of a record that the fast way does not settle.
ODD = "odd"


def is_read_fast(file: SideFile) -> bool:
    """Whether there is a way of reading that is faster than with care: contacts have none."""
    return file.kind != "suppress"


def fast_sql(index: int, file: SideFile, *, with_aliases: bool) -> str:
    """Return the SQL of a file's records as the sample is written; others are :data:`ODD`."""
    sql, names = _typed(file, careful=False), SIDE_FIELDS[file.kind]
    rows, is_old = _settled(f"select *, {sql} from {_records(file)}", file, with_aliases)
    listed = ", ".join(map(quoted, names))
    return (
        f"select {index}, line, if({_is_plain(file)}, 'used', '{ODD}'), '', '', {is_old}, {listed}"
        f" from ({rows})"
    )


def _is_plain(file: SideFile) -> str:
    """Return the SQL of whether a record certainly counts as it was read."""
    fields = fields_sql(file.source.layout)
    columns = file.source.layout.columns
    checks = ["flag is null" if not file.source.scan.numbered else "flag = ''"]
    for key in keys_of(file):
        cell = fields[f"{key}_text"]
        checks += [plain_sql("customer_id", cell), f"{cell} <> {text(columns[key])}"]
    if "referred_by" in columns:
        cell = fields["referred_by_text"]
        checks.append(f"({cell} is null or {plain_sql('customer_id', cell)})")
    for name in SIDE_FIELDS[file.kind]:
        if f"{name}_unread" in fields:
            checks.append(f"({quoted(name)} is not null or {_is_left_blank(file, name)})")
    if file.kind == "points":
        checks.append("points is not null")
    return f"coalesce({' and '.join(checks)}, false)"


def _is_left_blank(file: SideFile, name: str) -> str:
    """Return the SQL of whether all cells of a field are empty."""
    value = file.source.layout.fields[f"{name}_unread"]
    parts = value.values if isinstance(value, First) else (value,)
    cells = [part.cell.sql() for part in parts if isinstance(part, Unread)]
    return " and ".join(f"coalesce({cell}, '') = ''" for cell in cells)


def careful_sql(index: int, file: SideFile, *, with_aliases: bool, only: str = "") -> str:
    """Return the SQL of a file's records: their state, what is wrong with them, their fields.

    ``only`` is a table of the lines that are wanted, empty where all are.
    """
    names = ", ".join(quoted(name) for name in SIDE_FIELDS[file.kind])
    doubted = _doubted(file, with_aliases, only)
    return (
        f"select {index}, line, state,"
        f" case when state in ({_unread_states()}) then wrong else '' end,"
        f" case when state in ({_unread_states()}) then wrong_value"
        f" when state = 'points_unreadable' then points_text"
        f" when state in ({_without_value()}) then '' else key_text end, is_old, {names}"
        f" from (select *, {_state(file)} as state from ({doubted}))"
    )


def _doubted(file: SideFile, with_aliases: bool, only: str) -> str:
    """Return the SQL of a file's fields, and of the first one that cannot be read.

    Each step names what the one before has made: written out, SQL so long takes a second to plan.
    """
    sql = fields_sql(file.source.layout, careful=True)
    fields = SIDE_FIELDS[file.kind]
    records = f"{_records(file)}{f' semi join {only} using (line)' if only else ''}"
    read, is_old = _settled(
        f"select *, {_typed(file, careful=True)} from {records}", file, with_aliases
    )
    unread = {name: quoted(f"{name}_unread") for name in fields if f"{name}_unread" in sql}
    doubts = "".join(f", {sql[f'{name}_unread']} as {at}" for name, at in unread.items())
    key = ", ".join(f"nullif(trim({sql[f'{n}_text']}), '')" for n in keys_of(file))
    judged = (
        f"select *, {is_old} as is_old, c0 as first_cell, {_blank(file)} as is_blank,"
        f" coalesce({key}, '') as key_text,"
        f" {sql.get('points_text', 'null')} as points_text{doubts} from ({read})"
    )
    wrong = "".join(f" when {at} is not null then {text(name)}" for name, at in unread.items())
    return (
        f"select *, {f'case{wrong} end' if wrong else 'null'} as wrong,"
        f" coalesce({', '.join(unread.values()) or 'null'}, null) as wrong_value from ({judged})"
    )


def _records(file: SideFile) -> str:
    """Return the SQL of a file's records with their line and how they were mended.

    Of a file that is scanned where it lies the line is the number of the record.
    """
    scan = scan_sql([file.source.scan])
    if file.source.scan.numbered:
        return scan
    return f"(select row_number() over () as line, cast(null as varchar) as flag, * from {scan})"


def _typed(file: SideFile, *, careful: bool) -> str:
    """Return the SQL of a file's fields, each of its type."""
    sql = fields_sql(file.source.layout, careful=careful)
    return ", ".join(
        f"cast({sql.get(name, 'null')} as {TYPES[value]}) as {quoted(name)}"
        for name, value in SIDE_FIELDS[file.kind].items()
    )


def _settled(read: str, file: SideFile, with_aliases: bool) -> tuple[str, str]:
    """Return the SQL of records under the customers' own ids, and of whether one was an old id."""
    customers = [name for name in CUSTOMER_IDS if name in SIDE_FIELDS[file.kind]]
    if not with_aliases or not customers or file.kind == "aliases":
        return read, "false"
    return aliases.settled(read, customers), "coalesce(alias <> customer_id, false)"


def keys_of(file: SideFile) -> list[str]:
    """Return the fields by which a record is known, of those that the file has."""
    has = file.source.layout.columns
    wanted = KEYS[file.kind][:1] if file.kind in SINGLE else KEYS[file.kind]
    return [name for name in wanted if name in has]


def _blank(file: SideFile) -> str:
    cells = [f"coalesce(trim(c{i}), '') = ''" for i in range(file.source.scan.width)]
    return f"({' and '.join(cells)})"


def _state(file: SideFile) -> str:
    """Return the SQL of a record's state: the first of these that holds."""
    keys = keys_of(file)
    header = text(file.source.layout.columns[keys[0]])
    nothing = " or " if file.kind == "aliases" else " and "
    kinds = SIDE_FIELDS[file.kind]
    known = f"not ({nothing.join(_is_absent(key, kinds[key]) for key in keys)})"
    hidden = " or ".join(
        f"coalesce(len(hidden_contacts({key})), 0) > 0" for key in keys if kinds[key] == "contacts"
    )
    unread = " ".join(
        f"when {text(n)} then {text(_UNREAD[v])}" for n, v in kinds.items() if v in _UNREAD
    )
    subscribed = "when not status then 'subscribed'" if file.kind == "suppress" else ""
    points = "when points is null then 'points_unreadable'" if file.kind == "points" else ""
    return f"""case
        when is_blank then 'blank_row'
        when flag in ('cut_row', 'long_row') then flag
        when key_text = {header} then 'repeated_header'
        when is_total(key_text) or (is_total(first_cell) and not {known}) then 'totals_line'
        when destroyed(key_text) then 'id_destroyed'
        {f"when not {known} and ({hidden}) then 'hidden_contact'" if hidden else ""}
        when not {known} then 'no_id'
        {subscribed}
        {f"when {hidden} then 'hidden_beside'" if hidden else ""}
        {points}
        when wrong is not null then {f"case wrong {unread} end" if unread else "'used'"}
        when flag = 'short_row' then 'short_row'
        else 'used'
    end"""


def _is_absent(key: str, value: SideValue) -> str:
    """Return the SQL of whether a record lacks one of its keys."""
    if value == "contacts":
        return f"coalesce(len(whole_contacts({key})), 0) = 0"
    return f"{key} is null"


def listed(*actions: Action) -> str:
    """Return the states with some actions, as an SQL list."""
    return ", ".join(text(name) for name, s in SIDE_STATES.items() if s.action in actions)


def _unread_states() -> str:
    return ", ".join(text(name) for name in dict.fromkeys(_UNREAD.values()))


def _without_value() -> str:
    """Return the states of a record as a whole, which no column shows."""
    unread = _UNREAD.values()
    names = [n for n, state in SIDE_STATES.items() if not state.field and n not in unread]
    return ", ".join(map(text, names))
