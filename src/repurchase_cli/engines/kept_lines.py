"""Lines as a run reads them: where they lie, or from what the one pass has kept of them.

Where a report needs columns of the lines again, all that the files have are kept, in a file of the
run's own, so that many lines take no memory. Contacts that nobody needs are not in it, and naming
one is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repurchase_cli.engines.lines import TYPES, lines_sql
from repurchase_cli.rows import text
from repurchase_cli.sources import CONTACTS

if TYPE_CHECKING:
    from repurchase_cli.engines.duckdb import Engine
    from repurchase_cli.engines.relations import Relation
    from repurchase_cli.sources import Source
    from repurchase_cli.terms import Terms

#: Columns of lines that all have besides those of :data:`TYPES`.
_ALWAYS = ("file", "state", "day", "is_refund")
#: What tells items apart: of each the text is kept, which is cleaned when somebody reads it.
_CLEANED = ("sku", "product", "category", "style", "season", "scene", "size", "color")
DERIVED = {name: f"clean_text({name}_text)" for name in _CLEANED} | {
    "item_text": "coalesce(unless_blank(product_text), unless_blank(sku_text))"
}
#: What is read to tell the state of a line, and no more.
_SERVED = ("customer_text", "label", "moment_text")


def columns_of(
    sources: Sequence[Source], terms: Terms, kept: Collection[str], more: Collection[str] = ()
) -> tuple[str, ...]:
    """Return the columns of lines to keep: none where nothing that the files have is needed again.

    What :data:`DERIVED` tells is not among them. ``kept`` is what orders keep of their lines;
    ``more`` is needed besides the needs of the terms. Of names, phones and addresses only those are
    kept that orders keep as well.
    """
    again = {*terms.needs.lines, *more}
    has = {name for source in sources for name in source.layout.fields}
    if not again & has and not terms.needs.items:
        return ()
    alias = ("alias",) if terms.aliases else ()
    unneeded = {*DERIVED, *_SERVED, *CONTACTS} - {*kept}
    return (*_ALWAYS, *(name for name in TYPES if name not in unneeded), *alias)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the lines of files are read; see :func:`repurchase_cli.engines.lines.lines_sql`.

    ``columns`` are those that are kept; empty where lines stay in their files.
    """

    sources: tuple[Source, ...]
    terms: Terms
    columns: tuple[str, ...]
    cash_files: frozenset[int] = frozenset()
    total_days: int = 0
    careful: bool = False

    def sql(
        self,
        only: Collection[int] | None = None,
        *,
        records: Mapping[int, int] | None = None,
        typed: bool = False,
    ) -> str:
        """Return the SQL of the lines of all files, or of ``only`` some, as they lie."""
        return lines_sql(
            self.sources,
            self.terms,
            cash_files=self.cash_files,
            total_days=self.total_days,
            careful=self.careful,
            records=records,
            only=only,
            typed=typed and not self.careful,
        )

    def lines(self, engine: Engine, aliases: str) -> Relation:
        """Return the lines as a relation; ``aliases`` is the digest of whose ids are whose."""

        def rows() -> str:
            sql = self.sql()
            return _keep(engine, sql, self.columns) if self.columns else sql

        return self.lines_of(engine, rows, aliases)

    def lines_of(self, engine: Engine, rows: Callable[[], str], aliases: str) -> Relation:
        """Return the lines as a relation of what is known to give them: the SQL that is asked."""

        def view(_: Relation) -> str:
            name = f"lines{engine.store.number()}"
            engine.execute(f"create view {name} as {self._complete(rows())}")
            return name

        return engine.store.later(view, digest=self.digest(engine, aliases), scans=True)

    def _complete(self, rows: str) -> str:
        """Return lines with all their columns, where only some are kept."""
        if not self.columns:
            return rows
        derived = ", ".join(f"{sql} as {name}" for name, sql in DERIVED.items())
        return f"select *, {derived} from ({rows})"

    def digest(self, engine: Engine, aliases: str) -> str:
        """Return the digest of the lines, whichever of their columns are kept."""
        paths = [path for source in self.sources for path in source.scan.paths]
        return engine.store.digest_of_files(f"{self.sql()};{aliases}", paths)


def _keep(engine: Engine, lines: str, columns: Sequence[str]) -> str:
    """Write columns of lines into a file; return the SQL that reads it."""
    path = text(str(engine.workspace / f"lines{engine.store.number()}.parquet"))
    engine.execute(f"copy (select {', '.join(columns)} from ({lines})) to {path} (format parquet)")
    engine.refuse_unclean()
    return f"select * from read_parquet({path})"
