"""Rows that are not written as the sample is: these alone are read with care.

The pass over the files reads values the fast way that the sample shows. What cannot be read so,
and ids that would need cleaning, are looked for in what the pass has made; the few records of the
former are read once more, of the latter only the ids. So an odd value costs its row, not all rows.
When many rows are odd, the file is of another form than its sample, and all is read with care.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol

from repurchase_cli.engines.aliases import settled_anew
from repurchase_cli.engines.items import summed
from repurchase_cli.engines.line_states import customer_states
from repurchase_cli.engines.lines import (
    Group,
    careful_lines_sql,
    odd_cells_sql,
    typed_of,
    untimely_cells_sql,
)
from repurchase_cli.engines.reduction import Reduction
from repurchase_cli.engines.scans import REJECTS, scan_apart, scan_sql
from repurchase_cli.grammars.ids import PLAIN, plain_sql
from repurchase_cli.grammars.money import currency_mark
from repurchase_cli.values.texts import Id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from repurchase_cli.engines.duckdb import Engine
    from repurchase_cli.engines.kept_lines import Reading
    from repurchase_cli.engines.relations import Query, Relation
    from repurchase_cli.sources import Layout, Source, Typed
    from repurchase_cli.terms import Terms

#: States of lines with a value that the fast way cannot read.
_UNREAD = "('date_unreadable', 'amount_unreadable')"
#: The same where the scan types the values, and rejects what it cannot read.
_UNTIMELY = "('date_unreadable')"
#: From this share of odd rows on, all are read with care.
_MANY = 0.05
#: Which orders are one, whose lines were read apart.
SAME = " and ".join(
    f"o.{key} is not distinct from d.{key}"
    for key in ("file", "state", "customer_id", "order_id", "refunded_order_id", "day", "is_refund")
)


class Pass(Protocol):
    """A pass over the files that has made ``orders``; see :mod:`repurchase_cli.engines.orders`."""

    engine: Engine
    sources: tuple[Source, ...]
    terms: Terms
    base: dict[str, Relation]
    reading: Reading
    kept: Mapping[str, str]
    groups: list[Group]
    marks: dict[int, list[str]]
    rejected: dict[str, list[str]]

    def orders_of(self, sales: Reduction) -> Query:
        """Return the query of the orders of the lines of some sales."""
        ...

    def query(self, text: str, words: Mapping[str, str]) -> Query:
        """Return one of the SQL texts with what it reads."""
        ...


class Odd(NamedTuple):
    """Records of files that are scanned together.

    They are rejected by the scan, left unread, or have odd ids; ``records`` are all odd ones.
    """

    rejected: int
    unread: int
    ids: int
    records: int
    of: int


def count(sales: Pass) -> list[Odd]:
    """Return how many records of each group are odd."""
    return [_count(sales, group) for group in sales.groups]


def _count(sales: Pass, group: Group) -> Odd:
    query = f"""
        select
            coalesce(sum(n_lines) filter (unread), 0), coalesce(sum(n_lines) filter (odd), 0),
            coalesce(sum(n_lines) filter (unread or odd), 0), coalesce(sum(n_lines), 0)
        from (
            select n_lines, state in {_unread(sales, group)} as unread, {_odd_ids(group)} as odd
            from orders where {_of(sales, group)}
        )
    """
    ((unread, ids, records, of),) = sales.engine.rows(query)
    rejected = sum(len(records) for _, records in _rejected(sales, group))
    return Odd(rejected, unread, ids, records + rejected, of + rejected)


def _rejected(sales: Pass, group: Group) -> list[tuple[int, list[str]]]:
    """Return the records of some files that their scan has rejected, by the index of the file."""
    paths = [(file, str(path)) for file, source in group for path in source.scan.paths]
    return [(file, sales.rejected[path]) for file, path in paths if path in sales.rejected]


def are_many(sales: Pass, counts: Sequence[Odd]) -> bool:
    """Whether the files are of another form than their sample.

    What an order's lines share is spread over all of them: there no row can be read apart.
    """
    if any(len(records) >= REJECTS for records in sales.rejected.values()):
        return True
    return any(
        odd.records > (0 if group[0][1].layout.order_totals else _MANY * odd.of)
        for group, odd in zip(sales.groups, counts, strict=True)
    )


def mend(sales: Pass, counts: Sequence[Odd]) -> bool:
    """Read odd rows with care and put them among the orders; return whether there were any."""
    if not any(odd.records for odd in counts):
        return False
    engine = sales.engine
    engine.execute("create or replace table odd_orders as from orders limit 0")
    engine.execute("create or replace table odd_ids (field varchar, id varchar)")
    if columns := ", ".join(sales.reading.columns):
        rows = f"select {columns} from {sales.base['lines'].source} limit 0"
        engine.execute(f"create or replace table odd_lines_kept as {rows}")
    for group, odd in zip(sales.groups, counts, strict=True):
        if odd.unread or odd.rejected:
            _read_unread(sales, group, odd)
        if odd.ids:
            _clean_ids(sales, group)
    if not engine.rows("select 1 from odd_orders limit 1"):
        return False
    merged = sales.query("sales/merged_orders", {"kept": summed(sales.kept), "same": SAME})
    engine.create("odd_orders", merged)
    engine.execute(
        "delete from orders where rowid in"
        f" (select o.rowid from orders o semi join odd_orders d on {SAME});"
        "insert into orders by name from odd_orders"
    )
    return True


def _read_unread(sales: Pass, group: Group, odd: Odd) -> None:
    """Read the records once more of which the fast way has left a date or an amount unread.

    Of those that the scan has rejected the text is there; others have to be looked for.
    """
    engine = sales.engine
    unread = f"state in {_unread(sales, group)} and {_of(sales, group)}"
    cells = [
        _cells_sql(sales, group[0][1], file, records) for file, records in _rejected(sales, group)
    ]
    typed = _typed(sales, group)
    if odd.unread and typed:
        cells.append(untimely_cells_sql(group, typed))
    elif odd.unread:
        cells.append(odd_cells_sql(group, sales.terms, _UNREAD))
    engine.execute(f"create or replace table odd_cells as {' union all '.join(cells)}")
    engine.refuse_unclean()
    lines = careful_lines_sql(group, sales.terms, "odd_cells", sales.reading.cash_files)
    engine.execute(f"delete from orders where {unread}")
    sales.marks |= marks(engine, f"({lines})")
    base = {**sales.base, "lines": engine.store.table(f"({lines})")}
    orders = sales.orders_of(Reduction(engine.store, base, sales.terms, ()))
    engine.execute(f"insert into odd_orders {orders.sql}")
    if columns := ", ".join(sales.reading.columns):
        engine.execute(f"insert into odd_lines_kept select {columns} from ({lines})")


def _typed(sales: Pass, group: Group) -> Typed | None:
    """Return the columns that the pass has let the scan type."""
    return None if sales.reading.columns else typed_of(group)


def _unread(sales: Pass, group: Group) -> str:
    """Return the SQL of the states of lines that have to be looked for in the files once more."""
    return _UNTIMELY if _typed(sales, group) else _UNREAD


def _cells_sql(sales: Pass, source: Source, file: int, records: Sequence[str]) -> str:
    """Return the SQL of the cells of records that stand apart, behind the index of their file."""
    scan = scan_apart(source.scan, sales.engine.records_path(), records)
    return f"select {file} as file, * from {scan_sql([scan])}"


def marks(engine: Engine, lines: str) -> dict[int, list[str]]:
    """Return the marks of currencies in the amounts of lines, by the index of their file."""
    mark = currency_mark("amount_text")
    query = f"select file, list(distinct {mark}) from {lines} group by file"
    return {file: sorted(mark for mark in found if mark) for file, found in engine.rows(query)}


def _clean_ids(sales: Pass, group: Group) -> None:
    """Clean the ids of orders that turn out not to be plain, and decide anew who is a customer."""
    engine, layout = sales.engine, group[0][1].layout
    odd = f"({_odd_ids(group)}) and {_of(sales, group)}"
    for field in plain_ids(layout):
        engine.execute(
            f"insert into odd_ids select distinct '{field}', {field} from orders where {odd}"
        )
    blank = ", ".join(f"coalesce({field}, '') as {field}" for field in plain_ids(layout))
    cleaned = _cleaned_sql(sales, group, f"select * from orders where {odd}")
    engine.execute(
        f"""
        insert into odd_orders by name
        select * replace ({blank}, cast(state as line_states) as state) from ({cleaned});
        delete from orders where {odd}
        """
    )


def plain_ids(layout: Layout) -> dict[str, Id]:
    """Return the ids of customers and orders that are read as they stand."""
    ids = {field: layout.fields.get(field) for field in PLAIN}
    return {field: id_ for field, id_ in ids.items() if isinstance(id_, Id) and id_.plain}


def _cleaned_sql(sales: Pass, group: Group, rows: str) -> str:
    """Return the SQL of rows, orders or lines of some files, with their ids cleaned."""
    plain = plain_ids(group[0][1].layout)
    cells = "".join(f", {field} as {id_.cell.sql()}" for field, id_ in plain.items())
    ids = ", ".join(f"{id_.sql(careful=True)} as {field}" for field, id_ in plain.items())
    cleaned = f"""
        select * exclude ({", ".join(id_.cell.sql() for id_ in plain.values())}), {ids}
        from (
            select * exclude ({", ".join(plain)}), customer_id as customer_text{cells}
            from ({rows})
        )
    """
    return f"""
        select * exclude (customer_text) replace (
            case
                when state not in ('used', 'no_customer', 'not_a_customer') then state
                {customer_states(sales.terms, "nullif(customer_id, '')")}
                else 'used'
            end as state
        )
        from ({settled_anew(cleaned) if sales.terms.aliases else cleaned})
    """


def mended_lines_sql(sales: Pass, kept: str) -> str:
    """Return the SQL of the lines that are kept, the odd ones among them as read with care."""
    odd_ids = [(group, _has_odd_id(sales, group)) for group in sales.groups]
    columns = ", ".join(sales.reading.columns)
    cleaned = [
        _cleaned_sql(
            sales,
            group,
            f"select {columns} from {kept} where state not in {_UNREAD} and {odd}",
        )
        for group, odd in odd_ids
        if plain_ids(group[0][1].layout)
    ]
    odd = " or ".join(odd for _, odd in odd_ids)
    plain = f"select {columns} from {kept} where state not in {_UNREAD} and not ({odd})"
    return " union all by name ".join([plain, "from odd_lines_kept", *cleaned])


def _has_odd_id(sales: Pass, group: Group) -> str:
    """Return the SQL of whether a line has an id that an order of some files had to be rid of."""
    conditions = [
        f"coalesce({field} in (select id from odd_ids where field = '{field}'), false)"
        for field in plain_ids(group[0][1].layout)
    ]
    return f"({_of(sales, group)} and ({' or '.join(conditions) or 'false'}))"


def _odd_ids(group: Group) -> str:
    """Return the SQL of whether an order has an id that is not as plain as those of the sample."""
    conditions = [
        f"({field} <> '' and not {plain_sql(field, field)})"
        for field in plain_ids(group[0][1].layout)
    ]
    return " or ".join(conditions) or "false"


def _of(sales: Pass, group: Group) -> str:
    """Return the SQL of whether orders are of some files, which a single file's are."""
    if len(sales.sources) == 1:
        return "true"
    return f"file in ({', '.join(str(index) for index, _ in group)})"
