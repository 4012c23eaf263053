"""Derived tables as values: a query whose inputs are other relations gives a relation.

A relation is made once, when another query first reads it, and is never replaced. When nobody holds
it any longer, its table is dropped. No text names a table: in braces it names inputs and words, and
whatever is neither is refused.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakValueDictionary, finalize

import duckdb

from repurchase_cli import sales
from repurchase_cli.rows import copy, sorted_by
from repurchase_cli.sales import Clause

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.engines.instance import Macros
    from repurchase_cli.engines.keeping import Keeping, Rows
    from repurchase_cli.sales import Columns


_TEXTS = Path(__file__).with_name("sql")


@cache
def text_of(name: str) -> str:
    """Return one of the SQL texts in ``sql/``, without its comments."""
    lines = (_TEXTS / f"{name}.sql").read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.lstrip().startswith("--"))


def names_in(text: str) -> frozenset[str]:
    """Return the names that a text has in braces."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name)


@dataclass(frozen=True, slots=True)
class Query:
    """An SQL text with the relations and the words that its braces name.

    Words are pieces of SQL. Those that are a :class:`~repurchase_cli.sales.Clause` have inputs of
    their own in braces.
    """

    text: str
    inputs: Mapping[str, sales.Relation] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        wanted = inputs_of(self.text, self.words)
        if wanted != self.inputs.keys():
            raise LookupError(f"reads {sorted(wanted)}, not {sorted(self.inputs)}: {self.text}")

    @property
    def sql(self) -> str:
        """The text with everything filled in; what it reads is made for it."""
        tables = {name: relation.source for name, relation in self.inputs.items()}
        words = {
            name: word.format_map(tables) if isinstance(word, Clause) else word
            for name, word in self.words.items()
        }
        return self.text.format_map(tables | words)

    @property
    def key(self) -> tuple[object, ...]:
        """What is the same in equal queries: the text, the words, and which relations it reads."""
        inputs = sorted((name, relation.number) for name, relation in self.inputs.items())
        return (self.text, *inputs, *sorted(self.words.items()))

    @property
    def digests(self) -> tuple[str, ...]:
        """What is the same in equal queries of all runs; empty where an input has no digest."""
        inputs = {name: relation.digest for name, relation in sorted(self.inputs.items())}
        if not all(inputs.values()):
            return ()
        pairs = (*inputs.items(), *sorted(self.words.items()))
        return (self.text, *(part for pair in pairs for part in pair))

    @property
    def scans(self) -> bool:
        """Whether the query reads lines, and so the files."""
        return any(relation.scans for relation in self.inputs.values())


def inputs_of(text: str, words: Mapping[str, str]) -> set[str]:
    """Return the names of the relations that a text reads, itself or by its clauses."""
    own = names_in(text)
    clauses = [word for name, word in words.items() if isinstance(word, Clause) and name in own]
    return set((own - words.keys()).union(*map(names_in, clauses)))


class Relation:
    """The rows of a query; see :class:`repurchase_cli.sales.Relation`.

    A relation that other queries read has no order; only what is read as it stands is in the order
    of its query. A *view* is never made a table: what reads it runs its query.
    """

    def __init__(
        self,
        store: Store,
        query: Query | None = None,
        *,
        view: bool = False,
        table: str = "",
        make: Callable[[Relation], str] | None = None,
        digest: str = "",
        scans: bool = False,
    ) -> None:
        self.number = store.number()
        self.digest = digest
        self.scans = scans and (view or make is not None)  # a table has scanned, and does no more
        self._store = store
        self._query = query
        self._view = view
        self._table = table
        self._make = make
        self._kept = scans and not view

    def __len__(self) -> int:
        def counted() -> Rows:
            query = f"select count(*) from ({self.sql})"
            return self._store.connection.execute(query).fetchall()

        ((n,),) = self._store.answer(self.digest and f"{self.digest} rows", counted)
        return int(n)

    @property
    def source(self) -> str:
        """What stands after FROM to read the relation; a table is made for it."""
        return f"({self.sql})" if self._view else self.made()._table

    def made(self) -> Relation:
        """Return the relation with its table made, so that what it was made of may go."""
        if self._view or self._table:
            return self
        if self._make is not None:
            self._table, self._make = self._make(self), None
        elif self._query is not None:
            found = self._store.fetch(self) if self._kept else ""
            self._table = found or self._store.keep(self, f"as {self._query.sql}")
            self._query = None
            if self._kept and not found:
                self._store.put(self)
        return self

    @property
    def is_made(self) -> bool:
        """Whether the relation has a table, so that reading it costs no more than that."""
        return bool(self._table)

    def kept(self) -> Relation:
        """Return the relation, made as an earlier run has kept it, and kept for the next one."""
        self._kept = True
        return self.made()

    def without(self, columns: Iterable[str]) -> None:
        """Free columns of the relation's table that have served their purpose."""
        for column in columns:
            self._store.connection.execute(f"alter table {self._table} drop column {column}")

    def frame(self) -> pd.DataFrame:
        """Return all rows as a frame."""
        return self._store.connection.execute(self.sql).df()

    def columns(self) -> Columns:
        """Return all rows as an array for each column, masked where it has no value."""
        columns: dict[str, Any] = self._store.connection.execute(self.sql).fetchnumpy()
        return columns

    def tuples(self) -> list[tuple[Any, ...]]:
        """Return all rows as tuples; the few of an answer as an earlier run has had them."""
        return self._store.answer(
            self.digest and f"{self.digest} tuples",
            lambda: self._store.connection.execute(self.sql).fetchall(),
        )

    def ordered(self, *columns: str) -> OrderedRows:
        """Return the rows in the order of columns, to be read or written."""
        return OrderedRows(self._store.connection, self, columns)

    @property
    def sql(self) -> str:
        """The query of the rows, or that of their table."""
        if self._make is not None or (self._kept and self._query is not None):
            self.made()
        return f"from {self._table}" if self._query is None else self._query.sql


@dataclass(frozen=True, slots=True)
class OrderedRows:
    """Rows that stay with the engine until wanted; see :class:`repurchase_cli.document.Rows`.

    The engine keeps no order that it is not told: a join on the way, even one that it makes itself
    of a list of values, loses that of a subquery. So the query that reads or writes says it.
    """

    connection: duckdb.DuckDBPyConnection
    relation: Relation
    columns: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.relation)

    def frame(self) -> pd.DataFrame:
        """Return all rows as a frame."""
        query = sorted_by(f"from ({self.relation.sql}) rows_", self.columns)
        return self.connection.execute(query).df()

    def copy(self, path: Path, expressions: Mapping[str, str], options: str) -> None:
        """Write the rows by COPY."""
        copy(self.connection, f"({self.relation.sql})", path, expressions, options, self.columns)


class Store:
    """The relations of a connection, with their tables in a schema of their own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, macros: Macros) -> None:
        self.connection = connection
        self.macros = macros
        self.keeping: Keeping | None = None
        self._numbers = count()
        self._relations: WeakValueDictionary[tuple[object, ...], Relation] = WeakValueDictionary()
        self._abandoned: list[str] = []
        connection.execute("create schema made")

    def number(self) -> int:
        """Return a number that no other relation has."""
        return next(self._numbers)

    def derive(self, query: Query, *, view: bool = False) -> Relation:
        """Return the relation of a query: the same one for the same query while it is held."""
        relation = self._relations.get(query.key)
        if relation is None:
            self.macros.require(" ".join((query.text, *query.words.values())))
            relation = Relation(
                self, query, view=view, digest=self.digest(*query.digests), scans=query.scans
            )
            self._relations[query.key] = relation
        return relation

    def table(self, name: str, *, digest: str = "") -> Relation:
        """Return a table or view that the engine has made itself, and keeps, as a relation."""
        return Relation(self, table=name, digest=digest)

    def later(
        self, make: Callable[[Relation], str], *, digest: str, scans: bool = False
    ) -> Relation:
        """Return a relation whose table or view is made, and named, when something reads it."""
        return Relation(self, make=make, digest=digest, scans=scans)

    def digest(self, *parts: str) -> str:
        """Return the digest of what is the same in all runs; empty where nothing is kept."""
        return self.keeping.key(*parts) if self.keeping and parts else ""

    def digest_of_files(self, sql: str, paths: Iterable[Path]) -> str:
        """Return the digest of an SQL text that reads files; empty where nothing is kept."""
        return self.keeping.digest(sql, paths) if self.keeping else ""

    def answer(self, digest: str, ask: Callable[[], Rows]) -> Rows:
        """Return the rows that answer a question, as an earlier run has had them or by asking."""
        return self.keeping.answer(digest, ask) if self.keeping else ask()

    def fetch(self, relation: Relation) -> str:
        """Make a relation's table of the rows that are kept; return its name, if there are any."""
        entry = self.keeping.find(relation.digest) if self.keeping else None
        if self.keeping is None or entry is None:
            return ""
        try:
            return self.keep(relation, f"as {self.keeping.rows_sql([entry])}")
        except duckdb.Error:  # removed meanwhile
            return ""

    def put(self, relation: Relation) -> None:
        """Keep the rows of a relation for the next run."""
        if self.keeping is not None:
            self.keeping.keep(relation.digest, relation.sql)

    def hold(self, rows: pd.DataFrame | Columns) -> Relation:
        """Return a relation with the rows of a frame or of arrays."""
        relation = Relation(self)
        self.connection.register("frame_", rows)
        relation._table = self.keep(relation, "as from frame_")
        self.connection.unregister("frame_")
        return relation

    def rows_later(
        self, columns: str, rows: Callable[[], Sequence[tuple[object, ...]]], *, digest: str
    ) -> Relation:
        """Return a relation with rows that are asked for when something reads it.

        ``columns`` are their names and types.
        """

        def make(relation: Relation) -> str:
            table = self.keep(relation, f"({columns})")
            if found := rows():
                marks = ", ".join("?" * len(found[0]))
                self.connection.executemany(f"insert into {table} values ({marks})", found)
            return table

        return self.later(make, digest=digest)

    def keep(self, relation: Relation, definition: str) -> str:
        """Make a relation's table, dropped once nobody holds the relation; return its name."""
        self.drop_abandoned()
        table = f"made.r{relation.number}"
        self.connection.execute(f"create table {table} {definition}")
        return self._owned(relation, table)

    def adopt(self, relation: Relation, name: str) -> str:
        """Let a table that stands under a name be that of a relation; return its new name."""
        table = f"r{relation.number}"
        self.connection.execute(f"alter table {name} rename to {table}")
        return self._owned(relation, table)

    def _owned(self, relation: Relation, table: str) -> str:
        finalize(relation, self._abandoned.append, table).atexit = False
        return table

    def drop_abandoned(self) -> None:
        """Drop the tables of relations that are gone: now, when no query runs."""
        while self._abandoned:
            self.connection.execute(f"drop table {self._abandoned.pop()}")
