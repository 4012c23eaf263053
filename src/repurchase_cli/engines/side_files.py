"""Side files to small tables ``side_customers``, ``side_inventory``, … beside the sales.

Every kind has its relation, empty where no file is given, so that queries need not ask. Each record
has a state, as sales have; the books of sales are untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.engines import aliases
from repurchase_cli.engines.duckdb import Engine
from repurchase_cli.engines.lines import fields_sql, scan_sql
from repurchase_cli.engines.reduction import Reduction
from repurchase_cli.engines.relations import Relation
from repurchase_cli.engines.states import STATES, State
from repurchase_cli.rows import quoted, text
from repurchase_cli.sales import (
    CUSTOMER_IDS,
    SIDE_FIELDS,
    Action,
    Join,
    SideBooks,
    SideFile,
    SideValue,
)

if TYPE_CHECKING:
    import pandas as pd

TYPES = {
    "id": "varchar", "text": "varchar", "contacts": "varchar", "birthday": "varchar",
    "flag": "boolean", "money": "decimal(18, 6)", "number": "decimal(18, 6)", "date": "date",
    "time": "timestamp",
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
    "points_unreadable": State("rejected", "points", "no number of points"),
    "unread_date": State("repaired", "", "no date that exists, or in no known form: left empty"),
    "unread_number": State("repaired", "", "no number: left empty"),
    "unread_flag": State("repaired", "", "neither yes nor no: taken as opted out"),
}
#: What tells the records of a kind apart; of a customer or an item there is only one.
_KEYS = {
    "customers": ("customer_id",),
    "inventory": ("sku", "size", "color", "store"),
    "feedback": ("customer_id",),
    "points": ("customer_id",),
    "suppress": ("customer_id", "phone", "email"),
    "aliases": ("old_id", "new_id"),
}
_SINGLE = ("customers", "inventory")
_UNREAD = {
    "date": "unread_date", "time": "unread_date", "birthday": "unread_date",
    "money": "unread_number", "number": "unread_number", "flag": "unread_flag",
}  # fmt: skip
_COLUMNS = ("file", "line", "column", "value", "code", "action", "reason")


def load(
    engine: Engine, files: Sequence[SideFile], joins: Sequence[Join] = ()
) -> dict[str, Relation]:
    """Make the tables of all kinds and return those of the records that count, by name.

    ``joins`` are ids that are another customer's besides those in a file of aliases.

    ``side_KIND_rows`` holds all records of a kind with their states. Aliases come first: they
    settle whom the others are about.
    """
    engine.connection.execute("; ".join(map(_empty_table, SIDE_FIELDS)))
    _insert(engine, files, lambda kind: kind == "aliases")
    aliases.settle(engine.connection, files, _listed("used", "repaired"), joins)
    _insert(engine, files, lambda kind: kind != "aliases")
    for kind in {file.kind for file in files}:
        if kind in _SINGLE:
            _set_repeated_aside(engine, kind)
    tables = {f"side_{kind}": _table(engine, kind, files, joins) for kind in SIDE_FIELDS}
    tables["side_columns"] = _columns(engine, files)
    named = tables["side_aliases"].digest
    named = named and engine.store.digest(named, repr(joins))
    return {"aliases": engine.store.table("aliases", digest=named), **tables}


def _table(engine: Engine, kind: str, files: Sequence[SideFile], joins: Sequence[Join]) -> Relation:
    """Return the table of the records of a kind that count: of its files, and of aliases."""
    read = [(file, _rows(i, file)) for i, file in enumerate(files)]
    read = [(file, sql) for file, sql in read if file.kind in (kind, "aliases")]
    paths = [path for file, _ in read for path in file.source.scan.paths]
    sql = "; ".join([kind, repr(joins), *(sql for _, sql in read)])
    return engine.store.table(f"side_{kind}", digest=engine.store.digest_of_files(sql, paths))


def _columns(engine: Engine, files: Sequence[SideFile]) -> Relation:
    """Return which fields each file has: ``file, field, header``."""
    rows = [
        (i, field, header)
        for i, file in enumerate(files)
        for field, header in file.source.layout.columns.items()
    ]
    return engine.store.rows_later(
        "file integer, field varchar, header varchar",
        lambda: rows,
        digest=engine.store.digest("side columns", *(map(str, rows))),
    )


def _insert(engine: Engine, files: Sequence[SideFile], wanted: Callable[[str], bool]) -> None:
    """Fill the tables of some kinds with the records of their files."""
    for index, file in enumerate(files):
        if wanted(file.kind):
            query = _rows(index, file)
            engine.execute(f"insert into side_{file.kind}_rows {query}")


def _empty_table(kind: str) -> str:
    """Return the SQL that makes the table of a kind's records, and the view of those that count."""
    fields = SIDE_FIELDS[kind].items()
    columns = ", ".join(f"{quoted(name)} {TYPES[value]}" for name, value in fields)
    head = "file integer, line bigint, state varchar, field varchar, value varchar, is_old boolean"
    return (
        f"create or replace table side_{kind}_rows ({head}, {columns});"
        f" create or replace view side_{kind} as"
        f" select * exclude (state, field, value, is_old) from side_{kind}_rows"
        f" where state in ({_listed('used', 'repaired')})"
    )


def _rows(index: int, file: SideFile) -> str:
    """Return the SQL of a file's records: their state, what is wrong with them, their fields."""
    names = ", ".join(quoted(name) for name in SIDE_FIELDS[file.kind])
    return (
        f"select {index}, line, state,"
        f" case when state in ({_unread_states()}) then wrong else '' end,"
        f" case when state in ({_unread_states()}) then wrong_value"
        f" when state = 'points_unreadable' then points_text"
        f" when state in ({_without_value()}) then '' else key_text end, is_old, {names}"
        f" from (select *, {_state(file)} as state from ({_doubted(file)}))"
    )


def _doubted(file: SideFile) -> str:
    """Return the SQL of a file's fields, and of the first one that cannot be read.

    Each step names what the one before has made: written out, SQL so long takes a second to plan.
    """
    sql = fields_sql(file.source.layout, careful=True)
    fields = SIDE_FIELDS[file.kind]
    typed = ", ".join(
        f"cast({sql.get(name, 'null')} as {TYPES[value]}) as {quoted(name)}"
        for name, value in fields.items()
    )
    read = f"select *, {typed} from {scan_sql([file.source.scan])}"
    customers = [name for name in CUSTOMER_IDS if name in fields]
    is_old = "false"
    if customers and file.kind != "aliases":
        read = aliases.settled(read, customers)
        is_old = "coalesce(alias <> customer_id, false)"
    unread = {name: quoted(f"{name}_unread") for name in fields if f"{name}_unread" in sql}
    doubts = "".join(f", {sql[f'{name}_unread']} as {at}" for name, at in unread.items())
    key = ", ".join(f"nullif(trim({sql[f'{n}_text']}), '')" for n in _keys(file))
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


def _keys(file: SideFile) -> list[str]:
    """Return the fields by which a record is known, of those that the file has."""
    has = file.source.layout.columns
    wanted = _KEYS[file.kind][:1] if file.kind in _SINGLE else _KEYS[file.kind]
    return [name for name in wanted if name in has]


def _blank(file: SideFile) -> str:
    cells = [f"coalesce(trim(c{i}), '') = ''" for i in range(file.source.scan.width)]
    return f"({' and '.join(cells)})"


def _state(file: SideFile) -> str:
    """Return the SQL of a record's state: the first of these that holds."""
    keys = _keys(file)
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
    points = "when points is null then 'points_unreadable'" if file.kind == "points" else ""
    return f"""case
        when is_blank then 'blank_row'
        when flag in ('cut_row', 'long_row') then flag
        when key_text = {header} then 'repeated_header'
        when is_total(key_text) or (is_total(first_cell) and not {known}) then 'totals_line'
        when destroyed(key_text) then 'id_destroyed'
        {f"when not {known} and ({hidden}) then 'hidden_contact'" if hidden else ""}
        when not {known} then 'no_id'
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


def _set_repeated_aside(engine: Engine, kind: str) -> None:
    """Let the last record of a customer or an item count, under the customer's own id if any."""
    keys = ", ".join(f"coalesce({key}, '')" for key in _KEYS[kind])
    engine.connection.execute(
        f"""
        update side_{kind}_rows
        set state = if(is_old, 'old_id', 'repeated_id'), field = '', value = {_KEYS[kind][0]}
        where (file, line) in (
            select (file, line) from side_{kind}_rows
            where state in ({_listed("used", "repaired")})
            qualify row_number() over (
                partition by {keys} order by is_old, file desc, line desc
            ) > 1
        )
        """
    )


def _listed(*actions: Action) -> str:
    return ", ".join(text(name) for name, s in SIDE_STATES.items() if s.action in actions)


def _unread_states() -> str:
    return ", ".join(text(name) for name in dict.fromkeys(_UNREAD.values()))


def _without_value() -> str:
    """Return the states of a record as a whole, which no column shows."""
    unread = _UNREAD.values()
    names = [n for n, state in SIDE_STATES.items() if not state.field and n not in unread]
    return ", ".join(map(text, names))


def books(sales: Reduction, files: Sequence[SideFile]) -> tuple[SideBooks, ...]:
    """Return what became of each file's records, and whom they are about.

    Who joined after the as-of date is no prospect yet.
    """
    return tuple(_books(sales, i, file) for i, file in enumerate(files))


def _books(sales: Reduction, index: int, file: SideFile) -> SideBooks:
    records = sales.store.table(f"side_{file.kind}_rows")
    number = {"file": str(index)}
    states = dict(sales.derive("side/states", number, records=records).tuples())

    def of(action: Action) -> dict[str, int]:
        return {n: states[n] for n, s in SIDE_STATES.items() if s.action == action and n in states}

    ((matched, unmatched, prospects),) = _matched(sales, file.kind, number).tuples()
    repaired = of("repaired")
    used = states.get("used", 0) + sum(repaired.values())
    return SideBooks(
        file, used, of("excluded"), of("rejected"), repaired, matched, unmatched, prospects
    )


def _matched(sales: Reduction, kind: str, words: Mapping[str, str]) -> Relation:
    """Return how many records of a kind are about whom."""
    if kind == "suppress":
        people = sales.derive("side/suppressed")
        return sales.derive("side/matched_suppress", words, suppressed=people)
    if kind in ("customers", "inventory", "aliases"):
        as_of = {"as_of": str(sales.last_day)}
        return sales.derive(f"side/matched_{kind}", {**words, **as_of})
    return sales.derive("side/matched_customer", words, side=sales.base[f"side_{kind}"])


def add_problems(
    found: pd.DataFrame,
    engine: Engine,
    files: Sequence[SideFile],
    *,
    actions: Collection[Action],
    limit: int | None = None,
) -> pd.DataFrame:
    """Return the problems table of the sales with the side files' records below."""
    if not files:
        return found
    import pandas as pd  # noqa: PLC0415 - only where problems are listed

    side = _problems(engine, files, actions, limit)
    both = [part for part in (found, side) if len(part)]
    return pd.concat(both, ignore_index=True) if both else found


def _problems(
    engine: Engine, files: Sequence[SideFile], actions: Collection[Action], limit: int | None
) -> pd.DataFrame:
    wanted = _listed(*actions)
    columns = "file, line, state, coalesce(field, '') as field, coalesce(value, '') as value"
    rows = " union all ".join(f"select {columns} from side_{kind}_rows" for kind in SIDE_FIELDS)
    first = f"qualify row_number() over (partition by state order by file, line) <= {limit}"
    found = engine.connection.execute(
        f"select * from ({rows}) where state <> 'used' and state in ({wanted})"
        f" {first if limit is not None else ''} order by file, line"
    ).df()
    states = [SIDE_STATES[name] for name in found["state"]]
    places = zip(found["file"], found["field"], states, strict=True)
    found["column"] = [_header(files[file], field or state.field) for file, field, state in places]
    found["action"] = [state.action for state in states]
    found["reason"] = [state.reason for state in states]
    found["file"] = [files[file].source.name for file in found["file"]]
    return found.rename(columns={"state": "code"}).loc[:, list(_COLUMNS)]


def _header(file: SideFile, field: str) -> str:
    """Return the header of the column that shows what is wrong, empty when none does."""
    field = _keys(file)[0] if field in ("key", "customer_id", "order_time") else field
    return file.source.layout.columns.get(field, "")
