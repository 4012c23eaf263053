"""Side files to small tables ``side_customers``, ``side_inventory``, … beside the sales.

Every kind has its relation, empty where no file is given, so that queries need not ask. Each record
has a state, as sales have; the books of sales are untouched.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from repurchase_cli.engines.duckdb import Engine
from repurchase_cli.engines.lines import scan_sql
from repurchase_cli.engines.reduction import Reduction
from repurchase_cli.engines.relations import Relation
from repurchase_cli.engines.states import STATES, State
from repurchase_cli.rows import quoted, text
from repurchase_cli.sales import SIDE_FIELDS, Action, SideBooks, SideFile

TYPES = {
    "id": "varchar", "text": "varchar", "birthday": "varchar", "flag": "boolean",
    "money": "decimal(18, 6)", "number": "decimal(18, 6)", "date": "date", "time": "timestamp",
}  # fmt: skip
#: The states of a side file's records; those that sales have too are named alike.
SIDE_STATES: dict[str, State] = {
    **{name: STATES[name] for name in ("used", "short_row", "blank_row", "repeated_header")},
    "totals_line": State("excluded", "", "a line of totals"),
    "long_row": STATES["long_row"],
    "id_destroyed": STATES["id_destroyed"],
    "no_id": State("excluded", "key", "no id that tells whom or what this is about"),
    "repeated_id": State("excluded", "key", "the same id stands further down: the last one counts"),
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
}
_SINGLE = ("customers", "inventory")
_UNREAD = {
    "date": "unread_date", "time": "unread_date", "birthday": "unread_date",
    "money": "unread_number", "number": "unread_number", "flag": "unread_flag",
}  # fmt: skip
_COLUMNS = ("file", "line", "column", "value", "code", "action", "reason")


def load(engine: Engine, files: Sequence[SideFile]) -> dict[str, Relation]:
    """Make the tables of all kinds and return those of the records that count, by name.

    ``side_KIND_rows`` holds all records of a kind with their states.
    """
    engine.connection.execute("; ".join(map(_empty_table, SIDE_FIELDS)))
    for index, file in enumerate(files):
        query = _rows(index, file)
        engine.connection.execute(f"insert into side_{file.kind}_rows {query}")
    for kind in {file.kind for file in files}:
        if kind in _SINGLE:
            _set_repeated_aside(engine, kind)
    return {f"side_{kind}": _table(engine, kind, files) for kind in SIDE_FIELDS}


def _table(engine: Engine, kind: str, files: Sequence[SideFile]) -> Relation:
    """Return the table of the records of a kind that count."""
    read = [(file, _rows(i, file)) for i, file in enumerate(files) if file.kind == kind]
    paths = [path for file, _ in read for path in file.source.scan.paths]
    sql = "; ".join([kind, *(sql for _, sql in read)])
    return engine.store.table(f"side_{kind}", digest=engine.store.digest_of_files(sql, paths))


def _empty_table(kind: str) -> str:
    """Return the SQL that makes the table of a kind's records, and the view of those that count."""
    fields = SIDE_FIELDS[kind].items()
    columns = ", ".join(f"{quoted(name)} {TYPES[value]}" for name, value in fields)
    head = "file integer, line bigint, state varchar, field varchar, value varchar"
    return (
        f"create or replace table side_{kind}_rows ({head}, {columns});"
        f" create or replace view side_{kind} as"
        f" select * exclude (line, state, field, value) from side_{kind}_rows"
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
        f" when state in ({_without_value()}) then '' else key_text end, {names}"
        f" from (select *, {_state(file)} as state from ({_doubted(file)}))"
    )


def _doubted(file: SideFile) -> str:
    """Return the SQL of a file's fields, and of the first one that cannot be read.

    Each step names what the one before has made: written out, SQL so long takes a second to plan.
    """
    sql = file.source.layout.expressions
    fields = SIDE_FIELDS[file.kind]
    typed = ", ".join(
        f"cast({sql.get(name, 'null')} as {TYPES[value]}) as {quoted(name)}"
        for name, value in fields.items()
    )
    read = f"select *, {typed} from {scan_sql([file.source.scan])}"
    unread = {name: quoted(f"{name}_unread") for name in fields if f"{name}_unread" in sql}
    doubts = "".join(f", {sql[f'{name}_unread']} as {at}" for name, at in unread.items())
    key = ", ".join(f"nullif(trim({sql[f'{n}_text']}), '')" for n in _keys(file))
    judged = (
        f"select *, c0 as first_cell, {_blank(file)} as is_blank, coalesce({key}, '') as key_text,"
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
    known = f"coalesce({', '.join(keys)}, null) is not null"
    kinds = SIDE_FIELDS[file.kind]
    unread = " ".join(
        f"when {text(n)} then {text(_UNREAD[v])}" for n, v in kinds.items() if v in _UNREAD
    )
    points = "when points is null then 'points_unreadable'" if file.kind == "points" else ""
    return f"""case
        when is_blank then 'blank_row'
        when flag = 'long_row' then 'long_row'
        when key_text = {header} then 'repeated_header'
        when is_total(key_text) or (is_total(first_cell) and not {known}) then 'totals_line'
        when destroyed(key_text) then 'id_destroyed'
        when not {known} then 'no_id'
        {points}
        when wrong is not null then {f"case wrong {unread} end" if unread else "'used'"}
        when flag = 'short_row' then 'short_row'
        else 'used'
    end"""


def _set_repeated_aside(engine: Engine, kind: str) -> None:
    """Let the last record of a customer or an item count."""
    keys = ", ".join(f"coalesce({key}, '')" for key in _KEYS[kind])
    engine.connection.execute(
        f"""
        update side_{kind}_rows set state = 'repeated_id', field = '', value = {_KEYS[kind][0]}
        where (file, line) in (
            select (file, line) from side_{kind}_rows
            where state in ({_listed("used", "repaired")})
            qualify row_number() over (partition by {keys} order by file desc, line desc) > 1
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
    if kind in ("customers", "inventory", "suppress"):
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


def notes(books: Sequence[SideBooks]) -> list[tuple[str, str]]:
    """Return what must be said of the side files in English and Chinese."""
    said = []
    for side in books:
        name = side.file.source.name
        if repeated := side.excluded.get("repeated_id"):
            said.append(
                (
                    f"{name}: {repeated:,} records repeat an id; of each id the last counts",
                    f"{name}：{repeated:,} 条记录的编号重复，各以最后一条为准",
                )
            )
        if side.used and not side.matched and side.file.kind != "suppress":
            said.append(
                (
                    f"{name}: none of its {side.used:,} records is about anyone or anything in the "
                    "sales; are its ids written as there?",
                    f"{name}：{side.used:,} 条记录与销售数据均不匹配，请检查编号写法是否一致",
                )
            )
    return said
