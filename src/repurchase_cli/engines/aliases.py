"""Several ids of one customer: an old id is the new one wherever a record names its customer.

A file of aliases says which old id is which new one; chains are followed to their end. The table
``aliases`` has a row for every id that such a file names, or that contacts join (see
:mod:`repurchase_cli.engines.joining`): ``alias, customer_id, is_by_contact``. The ids of a
record are settled when it is read (:func:`settled`), so that nothing after it knows an old one;
``alias`` keeps the id as it stood.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.engines.file_lines import lines_in
from repurchase_cli.errors import InputError
from repurchase_cli.grammars.contacts import mask, reaches_somebody

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from repurchase_cli.books import Join
    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.sources import SideFile
    from repurchase_cli.terms import Terms


class Link(NamedTuple):
    """A record of a file of aliases."""

    old: str
    new: str
    file: int
    record: int


#: Old id → new ids, each with the first record that says so.
Graph = Mapping[str, Mapping[str, Link]]


def settle(
    connection: DuckDBPyConnection,
    files: Sequence[SideFile],
    states: str,
    joins: Sequence[Join] = (),
) -> None:
    """Make the table ``aliases`` of the records of ``side_aliases_rows`` in these states.

    ``joins`` are ids besides, of customers by these records, that contacts have joined.

    Raises
    ------
    InputError
        When ids stand for one another in a circle, or an old id has two new ones.
    """
    rows = connection.execute(
        "select old_id, new_id, file, line from side_aliases_rows"
        f" where state in ({states}) order by file, line"
    ).fetchall()
    links = [*map(Link._make, rows), *(Link(join.old, join.new, -1, 0) for join in joins)]
    customers = _customers(_graph(links), files)
    joined = {join.old for join in joins}
    connection.execute(
        "create or replace table aliases"
        " (alias varchar, customer_id varchar, is_by_contact boolean)"
    )
    connection.execute(
        "insert into aliases select unnest(?), unnest(?), unnest(?)",
        [list(customers), list(customers.values()), [alias in joined for alias in customers]],
    )


def settled(rows: str, columns: Sequence[str] = ("customer_id",)) -> str:
    """Return the SQL of rows whose ids are the customers' own, and of the ``alias`` of the first.

    ``alias`` is the id as it stood, of customers that have several; NULL of others.
    """
    own = ", ".join(f"coalesce(a{i}.customer_id, r.{c}) as {c}" for i, c in enumerate(columns))
    joins = "".join(f" left join aliases a{i} on a{i}.alias = r.{c}" for i, c in enumerate(columns))
    return f"select r.* replace ({own}), a0.alias from ({rows}) r{joins}"


def settled_anew(rows: str) -> str:
    """Return the SQL of rows that have an ``alias`` and may need another now."""
    before = f"select * exclude (alias), alias as alias_before from ({rows})"
    return (
        "select * exclude (alias_before) replace (coalesce(alias_before, alias) as alias)"
        f" from ({settled(before)})"
    )


def _graph(links: Iterable[Link]) -> Graph:
    graph: dict[str, dict[str, Link]] = {}
    for link in links:
        if link.old != link.new:
            graph.setdefault(link.old, {}).setdefault(link.new, link)
    return graph


def _customers(graph: Graph, files: Sequence[SideFile]) -> dict[str, str]:
    """Return every id of a graph with the customer's own."""
    customers: dict[str, str] = {}
    try:
        new_before_old = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise _circle(graph, error.args[1][::-1], files) from None
    for alias in new_before_old:
        links = graph.get(alias, {})
        ends = {customers[new]: link for new, link in links.items()}
        if len(ends) > 1:
            raise _contradiction(alias, list(ends.values()), files)
        customers[alias] = next(iter(ends), alias)
    return customers


def _circle(graph: Graph, ids: Sequence[str], files: Sequence[SideFile]) -> InputError:
    """Return the error of ids of which each stands for the next, the last for the first."""
    links = [graph[old][new] for old, new in pairwise(ids)]
    last = max(links, key=lambda link: (link.file, link.record))
    return InputError(
        f"these ids stand for one another in a circle: {' → '.join(map(_shown, ids))}",
        hint="leave only the lines that lead from an old id to the new one",
        file=files[last.file].source.name,
        line=_line(last, files),
    )


def _line(link: Link, files: Sequence[SideFile]) -> int:
    """Return the physical line on which a record of a file of aliases stands."""
    return lines_in(files[link.file].source.scan, [link.record])[link.record]


def _contradiction(alias: str, links: Sequence[Link], files: Sequence[SideFile]) -> InputError:
    first, last = sorted(links, key=lambda link: (link.file, link.record))[:2]
    return InputError(
        f"{_shown(alias)} has two new ids, {_shown(first.new)} (line {_line(first, files)}) and "
        f"{_shown(last.new)}",
        hint="leave one of the two lines, or add a line that says which of these ids is the other",
        file=files[last.file].source.name,
        line=_line(last, files),
    )


def _shown(alias: str) -> str:
    """Return an id as messages may show it: phones and e-mails are masked."""
    return mask(alias) if reaches_somebody(alias) else alias


def joined_ids(connection: DuckDBPyConnection) -> dict[str, str]:
    """Return the old ids, each with its customer's own."""
    old = "select alias, customer_id from aliases where alias <> customer_id"
    return dict(connection.execute(old).fetchall())


def with_aliases(terms: Terms, ids: Mapping[str, str], files: Sequence[SideFile]) -> Terms:
    """Return the terms of a run with these old ids and side files."""
    return replace(
        terms,
        aliases=bool(ids) or any(file.kind == "aliases" for file in files),
        not_customers=tuple(ids.get(name, name) for name in terms.not_customers),
    )


def kept_aliases(terms: Terms) -> dict[str, str]:
    """Return that orders keep the ids under which their lines stood, where these are told."""
    return {"alias": "all_ids"} if terms.aliases else {}


def digest_of(sales: Reduction) -> str:
    """Return the digest of whose ids are whose; empty where each customer has one."""
    return sales.base["aliases"].digest if sales.terms.aliases else ""


def notes(sales: Reduction, files: Sequence[SideFile]) -> list[tuple[str, str]]:
    """Return what must be said of a file of aliases in English and Chinese."""
    if not any(file.kind == "aliases" for file in files):
        return []
    ((ids, customers, absent),) = sales.derive("side/joined_customers").tuples()
    people = "1 customer" if customers == 1 else f"{customers:,} customers"
    en = f"aliases: {ids:,} ids of the sales became {people}"
    zh = f"编号对照：销售数据中的 {ids:,} 个编号合并为 {customers:,} 位客户"
    if absent:
        en += f"; {absent:,} of the old ids occur nowhere in them"
        zh += f"；{absent:,} 个旧编号未出现"
    return [(en, zh)]
