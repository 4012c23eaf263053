"""Lines as a run reads them: where they lie, or from what the one pass has kept of them.

Where a report needs columns of the lines again, all that the files have are kept, in a file of the
run's own, so that many lines take no memory. Contacts that nobody needs are not in it, and naming
one is an error.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from repurchase_cli.engines.lines import TYPES, lines_sql
from repurchase_cli.engines.scans import REJECTS, scan_apart
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

    What :data:`DERIVED` tells is not among them, and neither is what no file has: a column without
    a value takes as long to write as one that is full of them. ``kept`` is what orders keep of
    their lines; ``more`` is needed besides the needs of the terms. Of names, phones and addresses
    only those are kept that orders keep as well.
    """
    again = {*terms.needs.lines, *more}
    has = fields_of(sources)
    if not again & has and not terms.needs.items:
        return ()
    alias = ("alias",) if terms.aliases else ()
    unneeded = {*DERIVED, *_SERVED, *CONTACTS} - {*kept}
    return (*_ALWAYS, *(name for name in TYPES if name in has - unneeded), *alias)


def fields_of(sources: Sequence[Source]) -> set[str]:
    """Return the fields that some file has."""
    return {name for source in sources for name in source.layout.fields}


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
            return self._keep(engine) if self.columns else self.sql()

        return self.lines_of(engine, rows, aliases)

    def lines_of(self, engine: Engine, rows: Callable[[], str], aliases: str) -> Relation:
        """Return the lines as a relation of what is known to give them: the SQL that is asked."""

        def view(_: Relation) -> str:
            name = f"lines{engine.store.number()}"
            engine.execute(f"create view {name} as {self._complete(rows())}")
            return name

        return engine.store.later(view, digest=self.digest(engine, aliases), scans=True)

    def _keep(self, engine: Engine) -> str:
        """Write columns of the lines into a file; return the SQL that reads them.

        Records that the scan cannot type stand beside them, read as the sample shows.
        """
        kept = self._written(engine, self.sql(typed=True))
        rejected = engine.refuse_unclean()
        if any(len(records) >= REJECTS for records in rejected.values()):
            kept, rejected = self._written(engine, self.sql()), engine.refuse_unclean()
        if not rejected:
            return kept
        columns = ", ".join(self.columns)
        return f"{kept} union all select {columns} from ({self._apart(engine, rejected)})"

    def _apart(self, engine: Engine, rejected: Mapping[str, Sequence[str]]) -> str:
        """Return the SQL of the lines of records that scans have rejected, by their files."""
        sources = list(self.sources)
        for file, source in enumerate(self.sources):
            found = [r for path in source.scan.paths for r in rejected.get(str(path), ())]
            if found:
                scan = scan_apart(source.scan, engine.records_path(), found)
                sources[file] = replace(source, scan=scan)
        only = [i for i, source in enumerate(sources) if source is not self.sources[i]]
        return replace(self, sources=tuple(sources)).sql(only)

    def _written(self, engine: Engine, lines: str) -> str:
        path = text(str(engine.workspace / f"lines{engine.store.number()}.parquet"))
        columns = ", ".join(self.columns)
        engine.execute(f"copy (select {columns} from ({lines})) to {path} (format parquet)")
        return f"select * from read_parquet({path})"

    def _complete(self, rows: str) -> str:
        """Return lines with all their columns, where only some are kept."""
        if not self.columns:
            return rows
        lacking = TYPES.keys() - fields_of(self.sources) - DERIVED.keys()
        nothing = "".join(f", cast(null as {TYPES[name]}) as {name}" for name in sorted(lacking))
        derived = ", ".join(f"{sql} as {name}" for name, sql in DERIVED.items())
        return f"select *, {derived} from (select *{nothing} from ({rows}))"

    def digest(self, engine: Engine, aliases: str) -> str:
        """Return the digest of the lines, whichever of their columns are kept."""
        paths = [path for source in self.sources for path in source.scan.paths]
        return engine.store.digest_of_files(f"{self.sql()};{aliases}", paths)
