"""The one pass over the files: lines to ``orders``, as far as an earlier run has not made them.

Rows that are not written as the sample is are read with care (:mod:`odd_rows`). What comes of a
file is kept by itself, so that of many files only new ones are read again.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import duckdb

from repurchase_cli.engines import odd_rows
from repurchase_cli.engines.aliases import digest_of
from repurchase_cli.engines.item_lines import lines_with_items
from repurchase_cli.engines.items import summed
from repurchase_cli.engines.lines import Group, kindred
from repurchase_cli.engines.reduction import Reduction
from repurchase_cli.errors import BooksError, InputError
from repurchase_cli.grammars.money import mixed
from repurchase_cli.rows import text

if TYPE_CHECKING:
    from pathlib import Path

    from repurchase_cli.engines.duckdb import Engine
    from repurchase_cli.engines.keeping import Rows
    from repurchase_cli.engines.kept_lines import Reading
    from repurchase_cli.engines.relations import Query, Relation

#: Bytes below which a file among many is read as fast as its entry.
_SMALLEST = 1 << 18
#: Files whose orders are kept together, by their indices.
Unit = tuple[int, ...]


class Pass(Reduction):
    """The pass over some files, which makes ``orders`` in the end.

    ``kept`` is what orders keep of their lines, and how it is summed up; ``words`` say how they are
    kept apart by file. ``has_odd`` is in the end whether some lines were read with care; ``mended``
    are the lines that are kept, those among them.
    """

    def __init__(
        self,
        engine: Engine,
        base: Mapping[str, Relation],
        reading: Reading,
        *,
        kept: Mapping[str, str],
        words: Mapping[str, str],
    ) -> None:
        super().__init__(engine.store, base, reading.terms, reading.sources)
        self.engine = engine
        self.reading = reading
        self.kept = kept
        self.words = words
        self.has_odd = reading.careful
        self.of_another_form = False
        self.mended: Relation | None = None
        self.marks: dict[int, list[str]] = {}
        self.rejected: dict[str, list[str]] = {}
        self.groups: list[Group] = []
        query = self.orders_of(self)
        self.orders = self.store.later(self.run, digest=self.store.digest(*query.digests))

    def orders_of(self, sales: Reduction) -> Query:
        """Return the query of the orders of the lines of some sales."""
        has_items = any(source.layout.has_items for source in self.sources)
        lines = lines_with_items(sales, has_items=has_items)
        return sales.query("sales/orders", {**self.words, "kept": summed(self.kept)}, lines=lines)

    def run(self, orders: Relation) -> str:
        """Make the table of ``orders`` and return its name."""
        self.marks = {}
        keys = dict(self._keys())
        entries = {unit: path for unit, key in keys.items() if (path := self._entry(unit, key))}
        fresh = {file for unit in keys if unit not in entries for file in unit}
        if fresh:
            self._scan(fresh)
            odd = [] if self.reading.careful else odd_rows.count(self)
            if odd and odd_rows.are_many(self, odd):
                self._read_anew()
                return self.run(orders)
            if odd:
                self._mend(odd)
            for unit, key in keys.items():
                if unit not in entries:
                    self._keep(unit, key)
        if entries:
            self.mended = None  # of what is kept nobody knows which lines were odd
            try:
                self._add(entries, more=bool(fresh))
            except duckdb.IOException:  # removed meanwhile: what is gone is read anew
                return self.run(orders)
        self._refuse_mixed()
        return self.store.adopt(orders, "orders")

    def count(self) -> Rows:
        """Return of each file its index, records and money, behind how the files are read."""
        self.orders.made()
        query = "select file, sum(n_lines), sum(amount) from {orders} group by file"
        rows = self.engine.rows(query.format(orders=self.orders.source))
        manner = (self.of_another_form, self.has_odd)
        return [(*manner, file, int(records), amount) for file, records, amount in rows]

    def _read_anew(self) -> None:
        """Let all lines be read however they are written: the files are not like their samples."""
        self.has_odd = self.of_another_form = True
        self.reading = replace(self.reading, careful=True)
        if self.reading.columns:
            self.mended = self.reading.lines(self.engine, digest_of(self))
            self.base["lines"] = self.mended

    def _scan(self, files: Collection[int]) -> None:
        """Make the table ``orders`` of the lines of some files."""
        self.groups = list(kindred(self.sources, only=files))
        lines = self.store.table(f"({self._lines_sql(files)})")
        self.engine.create("orders", self.orders_of(self._with(lines=lines)))
        self.rejected = self.engine.refuse_unclean()
        if self.of_another_form:
            self.marks |= odd_rows.marks(self.engine, lines.source)

    def _lines_sql(self, files: Collection[int]) -> str:
        """Return the SQL of the lines of some files, from what is kept of them where it is."""
        if not self.reading.columns:
            return self.reading.sql(only=files, typed=True)
        of_files = f"where file in ({', '.join(map(str, files))})" if len(self.sources) > 1 else ""
        return f"select * from {self.base['lines'].source} {of_files}"

    def _mend(self, odd: Sequence[odd_rows.Odd]) -> None:
        """Read odd rows with care, and see that none of them is lost."""
        records = self._records() + sum(map(len, self.rejected.values()))
        self.base |= {name: self.store.table(name) for name in ("orders", "odd_orders")}
        if odd_rows.mend(self, odd):
            self.has_odd = True
            if self.reading.columns:
                careful = replace(self.reading, careful=True)
                kept = self.base["lines"].source
                self.mended = careful.lines_of(
                    self.engine, lambda: odd_rows.mended_lines_sql(self, kept), digest_of(self)
                )
            if records != self._records():
                raise BooksError(f"{records} records, {self._records()} with those read with care")

    def _records(self) -> Decimal:
        ((records,),) = self.engine.rows("select coalesce(sum(n_lines), 0) from orders")
        return Decimal(records)

    def _with(self, **relations: Relation) -> Reduction:
        return Reduction(self.store, {**self.base, **relations}, self.terms, self.sources)

    def _keys(self) -> Iterator[tuple[Unit, str]]:
        """Yield the files whose orders come about together, with the key of what is kept of them.

        The total of an order may stand in any file of its lines.
        """
        together = any(source.layout.order_totals for source in self.sources)
        every = tuple(range(len(self.sources)))
        for unit in [every] if together else [(file,) for file in every]:
            yield unit, self._key(unit)

    def _key(self, unit: Unit) -> str:
        """Return the key of what is kept of files: their own lines decide it, not their places."""
        sources = tuple(self.sources[file] for file in unit)
        cash = frozenset(i for i, file in enumerate(unit) if file in self.reading.cash_files)
        paths = [path for source in sources for path in source.scan.paths]
        if len(self.sources) > 1 and all(path.stat().st_size < _SMALLEST for path in paths):
            return ""
        reading = replace(self.reading, sources=sources, cash_files=cash)
        digest = reading.digest(self.engine, digest_of(self))
        lines = self.store.table("lines", digest=digest)
        return self.store.digest(*self.orders_of(self._with(lines=lines)).digests)

    def _entry(self, unit: Unit, key: str) -> Path | None:
        """Return what is kept of some files, if anything is, and note what was odd in them."""
        keeping = self.store.keeping
        entry = keeping.find(key) if keeping else None
        if keeping is None or entry is None:
            return None
        try:
            odd = json.loads(keeping.said(entry)["odd"])
        except (duckdb.Error, KeyError, ValueError):
            return None
        self.has_odd |= odd["careful"]
        self.marks |= dict(zip(unit, odd["marks"], strict=True))
        return entry

    def _keep(self, unit: Unit, key: str) -> None:
        """Keep the orders of some files for the next run."""
        if self.store.keeping is not None:
            files = ", ".join(map(str, unit))
            odd = {"careful": self.has_odd, "marks": [self.marks.get(file, []) for file in unit]}
            rows = f"select * from orders where file in ({files})"
            self.store.keeping.keep(key, rows, {"odd": json.dumps(odd)})

    def _add(self, entries: Mapping[Unit, Path], *, more: bool) -> None:
        """Let the orders that are kept be those of the pass, or some ``more`` of them."""
        if self.store.keeping is None:
            return
        columns = "*"
        if all(len(unit) == 1 for unit in entries):
            files = ", ".join(str(file) for (file,) in entries)
            paths = ", ".join(text(str(path)) for path in entries.values())
            columns = f"* replace ([{files}][list_position([{paths}], filename)] as file)"
        rows = self.store.keeping.rows_sql([*entries.values()], columns)
        begin = "insert into orders by name" if more else "create or replace table orders as"
        self.engine.connection.execute(f"{begin} {rows}")

    def _refuse_mixed(self) -> None:
        """Raise when the amounts of odd rows are marked with several currencies."""
        every = [mark for marks in self.marks.values() for mark in marks]
        source = self.sources[min(self.marks, default=0)]
        columns = source.layout.columns
        refusal = mixed(columns.get("amount") or columns.get("unit_price", ""), every)
        if refusal:
            raise InputError(refusal[0], hint=refusal[1], file=source.name)
