"""Sales on a cluster: what scans lines is done by tasks, what is reduced goes on as at home."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repurchase_cli.engines.lines import TYPES
from repurchase_cli.engines.loading import Sales
from repurchase_cli.engines.orders import Pass
from repurchase_cli.engines.overlaps import order_words
from repurchase_cli.engines.relations import text_of
from repurchase_cli.engines.spark import tasks
from repurchase_cli.engines.spark.finding import Finding, with_places
from repurchase_cli.engines.spark.tasks import Passing, Scanning

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.engines.kept_lines import Reading
    from repurchase_cli.engines.problems import Search
    from repurchase_cli.engines.reduction import Reduction
    from repurchase_cli.engines.relations import Relation
    from repurchase_cli.engines.spark.cluster import Parts
    from repurchase_cli.engines.spark.engine import SparkEngine
    from repurchase_cli.engines.spark.tasks import Work

#: What the pass reads besides lines, where the run has it.
_OF_ITEMS = ("category_bits", "no_item_texts")
_OF_LINES = ("file", "state", "day", "is_refund", *TYPES)


class SparkPass(Pass):
    """The one pass, made by tasks; see :class:`repurchase_cli.engines.spark.tasks.Passing`."""

    engine: SparkEngine

    def run(self, orders: Relation) -> str:
        """Make the table of ``orders`` and return its name."""
        tables = _tables(self, _OF_ITEMS if self.terms.needs.items else ())
        work = Passing(self.reading, self.kept, self.words, tables, buckets=1)
        parts = _run(self, work)
        self.marks = {}
        for odd in parts.notes["odd"]:
            self.has_odd |= odd["careful"]
            self.of_another_form |= odd["another"]
            for file, marks in odd["marks"]:
                self.marks[file] = sorted({*self.marks.get(file, ()), *marks})
        if self.reading.columns:
            self.mended = self.reading.lines_of(self.engine, lambda: parts.sql("lines"), "")
        self.engine.execute(f"create or replace table orders as {parts.sql('orders')}")
        self._refuse_mixed()
        return self.store.adopt(orders, "orders")


class SparkSales(Sales):
    """The loaded sales of a run on a cluster."""

    engine: SparkEngine

    def _read_lines(self, reading: Reading) -> None:
        """Let tasks write lines where something reads them that the pass has not kept."""
        self.reading = reading

        def rows() -> str:
            columns = ", ".join(reading.columns or self._columns())
            return self._scanned(f"select {columns} from {{lines}}", reading)

        self.base["lines"] = reading.lines_of(self.engine, rows, "")

    def _columns(self) -> tuple[str, ...]:
        return (*_OF_LINES, *(("alias",) if self.terms.aliases else ()))

    def _pass(self) -> Pass:
        words = order_words(self.sources)
        return SparkPass(self.engine, self.base, self.reading, kept=self.kept, words=words)

    def _contents(self) -> Relation:
        return _view(self, self._scanned(text_of("sales/contents"), self.reading))

    def _scanned(self, text: str, reading: Reading) -> str:
        return _run(self, Scanning(text, reading, _tables(self))).sql()

    def _problem_rows(self, search: Search) -> pd.DataFrame:
        tables = _tables(self, ("repeated_orders",))
        if self.turned is not None:
            tables["turned"] = _blob(self, self.turned.source)
        parts = _run(self, Finding(self.reading, search, tables))
        return with_places(self.engine, parts, search)


def _run(sales: Reduction, work: Work) -> Parts:
    """Return what tasks make of the files of some sales."""
    engine: SparkEngine = sales.engine  # type: ignore[attr-defined]  # of sales and passes alike
    return engine.cluster.run([source.scan for source in sales.sources], work)


def _view(sales: Reduction, sql: str) -> Relation:
    name = f"parts{sales.store.number()}"
    sales.store.connection.execute(f"create view {name} as {sql}")
    return sales.store.table(name)


def _tables(sales: Reduction, names: Iterable[str] = ()) -> dict[str, bytes]:
    """Return tables that tasks read, as Parquet."""
    blobs = {name: _blob(sales, sales.base[name].source) for name in names}
    return {"aliases": _blob(sales, "aliases"), **blobs}


def _blob(sales: Reduction, source: str) -> bytes:
    engine: SparkEngine = sales.engine  # type: ignore[attr-defined]  # see above
    return tasks.rows_of(engine, f"from {source}").blob
