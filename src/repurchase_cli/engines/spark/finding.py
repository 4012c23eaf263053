"""Records that were not used as they stood, found by tasks; see ``engines.problems``.

A task counts records and lines from the start of its piece; the driver knows how many stand before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from repurchase_cli.engines import problems
from repurchase_cli.engines.problems import Search
from repurchase_cli.engines.reversals import turned_lines
from repurchase_cli.engines.scans import scan_sql
from repurchase_cli.engines.spark.tasks import Part, Piece, local, rows_of, take

if TYPE_CHECKING:
    import pandas as pd

    from repurchase_cli.engines.duckdb import Engine
    from repurchase_cli.engines.kept_lines import Reading
    from repurchase_cli.engines.spark.cluster import Parts
    from repurchase_cli.sources import Source

#: A frame without rows has no types.
_TYPES = dict.fromkeys(("file", "start", "record", "line"), "bigint") | dict.fromkeys(
    ("value", "code", "told_by"), "varchar"
)


@dataclass(frozen=True)
class Finding:
    """A search of problems in pieces; ``tables`` are those that it reads, as Parquet."""

    reading: Reading
    search: Search
    tables: Mapping[str, bytes]

    def parts(self, engine: Engine, pieces: Sequence[Piece]) -> Iterator[Part]:
        """Yield the records of each task, with the piece of a file that they stand in."""
        take(engine, self.tables)
        reading = local(self.reading, pieces)
        turned = engine.store.table("turned") if "turned" in self.tables else None
        lines = turned_lines(reading.sql(records=_records(engine, reading.sources)), turned)
        found = problems.rows(engine, reading.sources, lines, _repeated(pieces), self.search)
        found["start"] = [pieces[i].start for i in found["file"]]
        found["file"] = [pieces[i].file for i in found["file"]]
        engine.connection.register("found_", found)
        columns = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in _TYPES.items())
        yield rows_of(engine, f"select {columns} from found_")


def _records(engine: Engine, sources: Sequence[Source]) -> dict[int, int]:
    """Return how many records each piece has."""
    counts = (f"select count(*) from {scan_sql([s.scan], reject=False)}" for s in sources)
    return {i: engine.rows(count)[0][0] for i, count in enumerate(counts)}


def _repeated(pieces: Sequence[Piece]) -> str:
    """Return the SQL of the orders that count as in another file, by the indices of pieces."""
    places = ", ".join(f"({i}, {piece.file})" for i, piece in enumerate(pieces))
    return (
        "(select p.piece as file, customer_id, order_id, day from repeated_orders r"
        f" join (values {places}) p (piece, file) on p.file = r.file)"
    )


def with_places(engine: Engine, parts: Parts, search: Search) -> pd.DataFrame:
    """Return the records of all tasks in the order of files, with their lines in these."""
    limit = search.limit
    first = (
        f"qualify row_number() over (partition by code order by file, start, record) <= {limit}"
        if limit is not None
        else ""
    )
    found = engine.execute(f"from ({parts.sql()}) {first} order by file, start, record").df()
    lines = _lines_before(parts)
    places = zip(found["file"], found["start"], found["line"], strict=True)
    found["line"] = [line + lines[int(file), int(start)] for file, start, line in places]
    return found


def _lines_before(parts: Parts) -> Mapping[tuple[int, int], int]:
    """Return how many lines of its file stand before each piece, which repeats the first one."""
    lines: dict[tuple[int, int], int] = defaultdict(int)
    total: dict[int, int] = defaultdict(int)
    for piece in sorted(parts.notes["segment"], key=lambda piece: (piece["file"], piece["start"])):
        before = total[piece["file"]]
        lines[piece["file"], piece["start"]] = before - 1 if piece["start"] else before
        total[piece["file"]] += piece["lines"]
    return lines
