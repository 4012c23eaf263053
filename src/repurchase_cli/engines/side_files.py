"""Side files to small tables ``side_customers``, ``side_inventory``, … beside the sales.

Every kind has its relation, empty where no file is given, so that queries need not ask. Each record
has a state, as sales have; the books of sales are untouched.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from repurchase_cli.books import Action, Join, SideBooks
from repurchase_cli.engines import aliases
from repurchase_cli.engines.duckdb import Engine
from repurchase_cli.engines.problems import lines_of
from repurchase_cli.engines.reduction import Reduction
from repurchase_cli.engines.relations import Relation
from repurchase_cli.engines.side_records import (
    KEYS,
    ODD,
    SIDE_STATES,
    SINGLE,
    TYPES,
    careful_sql,
    fast_sql,
    is_read_fast,
    keys_of,
    listed,
)
from repurchase_cli.rows import quoted
from repurchase_cli.sources import SIDE_FIELDS, SideFile

if TYPE_CHECKING:
    import pandas as pd

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
    with_aliases = bool(joins) or any(file.kind == "aliases" for file in files)
    with engine.in_file_order():
        _insert(engine, files, lambda kind: kind == "aliases", with_aliases=with_aliases)
        aliases.settle(engine.connection, files, listed("used", "repaired"), joins)
        _insert(engine, files, lambda kind: kind != "aliases", with_aliases=with_aliases)
    engine.refuse_unclean()
    for kind in {file.kind for file in files}:
        if kind in SINGLE:
            _set_repeated_aside(engine, kind)
    tables = {f"side_{kind}": _table(engine, kind, files, joins) for kind in SIDE_FIELDS}
    tables["side_columns"] = _columns(engine, files)
    named = tables["side_aliases"].digest
    named = named and engine.store.digest(named, repr(joins))
    return {"aliases": engine.store.table("aliases", digest=named), **tables}


def _table(engine: Engine, kind: str, files: Sequence[SideFile], joins: Sequence[Join]) -> Relation:
    """Return the table of the records of a kind that count: of its files, and of aliases."""
    read = [(file, careful_sql(i, file, with_aliases=True)) for i, file in enumerate(files)]
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


def _insert(
    engine: Engine,
    files: Sequence[SideFile],
    wanted: Callable[[str], bool],
    *,
    with_aliases: bool,
) -> None:
    """Fill the tables of some kinds with the records of their files."""
    for index, file in enumerate(files):
        if not wanted(file.kind):
            continue
        table = f"side_{file.kind}_rows"
        if is_read_fast(file):
            fast = fast_sql(index, file, with_aliases=with_aliases)
            engine.execute(f"insert into {table} {fast}")
            _read_odd_records(engine, index, file, with_aliases=with_aliases)
        else:
            careful = careful_sql(index, file, with_aliases=with_aliases)
            engine.execute(f"insert into {table} {careful}")


def _read_odd_records(engine: Engine, index: int, file: SideFile, *, with_aliases: bool) -> None:
    """Read the records once more that the fast way has not settled, with care."""
    table = f"side_{file.kind}_rows"
    odd = f"file = {index} and state = '{ODD}'"
    lines = f"select line from {table} where {odd}"
    engine.execute(f"create or replace temp table odd_side_lines as {lines}")
    if not engine.rows("select 1 from odd_side_lines limit 1"):
        return
    careful = careful_sql(index, file, with_aliases=with_aliases, only="odd_side_lines")
    engine.execute(f"delete from {table} where {odd}; insert into {table} {careful}")


def _empty_table(kind: str) -> str:
    """Return the SQL that makes the table of a kind's records, and the view of those that count."""
    fields = SIDE_FIELDS[kind].items()
    columns = ", ".join(f"{quoted(name)} {TYPES[value]}" for name, value in fields)
    head = "file integer, line bigint, state varchar, field varchar, value varchar, is_old boolean"
    return (
        f"create or replace table side_{kind}_rows ({head}, {columns});"
        f" create or replace view side_{kind} as"
        f" select * exclude (state, field, value, is_old) from side_{kind}_rows"
        f" where state in ({listed('used', 'repaired')})"
    )


def _set_repeated_aside(engine: Engine, kind: str) -> None:
    """Let the last record of a customer or an item count, under the customer's own id if any."""
    keys = ", ".join(f"coalesce({key}, '')" for key in KEYS[kind])
    engine.connection.execute(
        f"""
        update side_{kind}_rows
        set state = if(is_old, 'old_id', 'repeated_id'), field = '', value = {KEYS[kind][0]}
        where (file, line) in (
            select (file, line) from side_{kind}_rows
            where state in ({listed("used", "repaired")})
            qualify row_number() over (
                partition by {keys} order by is_old, file desc, line desc
            ) > 1
        )
        """
    )


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
    unread = {
        _header(file, field): (n, example)
        for field, n, example in sales.derive("side/unread", number, records=records).tuples()
    }
    return SideBooks(
        file, used, of("excluded"), of("rejected"), repaired, unread, matched, unmatched, prospects
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
    wanted = listed(*actions)
    texts = "coalesce(field, '') as field, coalesce(value, '') as value"
    columns = f"file, line as record, state, {texts}"
    rows = " union all ".join(f"select {columns} from side_{kind}_rows" for kind in SIDE_FIELDS)
    first = f"qualify row_number() over (partition by state order by file, record) <= {limit}"
    found = engine.connection.execute(
        f"select * from ({rows}) where state <> 'used' and state in ({wanted})"
        f" {first if limit is not None else ''} order by file, record"
    ).df()
    states = [SIDE_STATES[name] for name in found["state"]]
    places = zip(found["file"], found["field"], states, strict=True)
    found["line"] = lines_of(found, [file.source for file in files])
    found["column"] = [_header(files[file], field or state.field) for file, field, state in places]
    found["action"] = [state.action for state in states]
    found["reason"] = [state.reason for state in states]
    found["file"] = [files[file].source.name for file in found["file"]]
    return found.rename(columns={"state": "code"}).loc[:, list(_COLUMNS)]


def _header(file: SideFile, field: str) -> str:
    """Return the header of the column that shows what is wrong, empty when none does."""
    field = keys_of(file)[0] if field in ("key", "customer_id", "order_time") else field
    return file.source.layout.columns.get(field, "")
