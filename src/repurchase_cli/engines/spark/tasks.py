"""What tasks do: the engine of home over the pieces of files that a task has, and nothing else.

A task is given a :class:`Work` and lines; it hands out parts: Parquet files as bytes, with notes.
The driver does the same work itself for files that it had to fetch.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, Protocol

import duckdb
import pyarrow as pa

from repurchase_cli.engines.duckdb import Engine, UncleanFilesError
from repurchase_cli.engines.instance import Instance
from repurchase_cli.engines.items import summed
from repurchase_cli.engines.kept_lines import Reading
from repurchase_cli.engines.odd_rows import SAME
from repurchase_cli.engines.orders import Pass
from repurchase_cli.engines.reduction import Reduction
from repurchase_cli.engines.relations import Query, text_of
from repurchase_cli.engines.scans import union_sql
from repurchase_cli.engines.spark.segments import Segment, ends_within_record, written
from repurchase_cli.rows import quoted, text
from repurchase_cli.sources import Scan
from repurchase_cli.terms import Limits

#: Memory of a task's engine, which has a thread for itself; what is more goes to its disk.
MEMORY = "1GB"
#: The columns of parts, for Spark.
SCHEMA = "bucket int, kind string, note string, blob binary"


class Part(NamedTuple):
    """Rows that a task hands out as Parquet, or what is to be said of them as JSON.

    Rows of one ``bucket`` belong together, whichever task they come from.
    """

    bucket: int
    kind: str
    note: str
    blob: bytes = b""


class Piece(NamedTuple):
    """Records of a file, by the index of the file, and how they are scanned."""

    file: int
    scan: Scan
    segment: Segment | None = None

    @property
    def start(self) -> int:
        """Where it starts in its file, in bytes."""
        return 0 if self.segment is None else self.segment.start


class Work(Protocol):
    """What is to be done with pieces of files."""

    def parts(self, engine: Engine, pieces: Sequence[Piece]) -> Iterator[Part]:
        """Yield what comes of pieces of files."""
        ...


@dataclass(frozen=True)
class Order:
    """What all tasks of a job are told.

    ``keys`` are those of the files, in which lines come, with the index of each; ``scans`` and
    ``sizes`` (bytes) are by index, ``heads``, the first lines, by key. ``folder`` is where tasks
    write, empty for their own choice.
    """

    keys: Mapping[int, int]
    scans: Sequence[Scan]
    sizes: Sequence[int]
    heads: Mapping[int, bytes]
    folder: str
    version: str
    work: Work


Batches = Iterable[pa.RecordBatch]
Task = Callable[[Batches], Iterator[pa.RecordBatch]]


def mapped(order: Callable[[], Order]) -> Task:
    """Return what a task does with the lines that it is given."""

    def run(batches: Batches) -> Iterator[pa.RecordBatch]:
        yield from map(_row, _parts(order(), batches))

    return run


def reduced(kept: Mapping[str, str], folder: str) -> Task:
    """Return what a task does with the orders of its customers, and with other parts."""

    def run(batches: Batches) -> Iterator[pa.RecordBatch]:
        parts = (Part(*row.values()) for batch in batches for row in batch.to_pylist())
        yield from map(_row, _merged(parts, kept, folder))

    return run


def _row(part: Part) -> pa.RecordBatch:
    """Return a part as a batch of its own, since a batch is held in memory."""
    types = (pa.int32(), pa.string(), pa.string(), pa.binary())
    columns = [pa.array([value], kind) for value, kind in zip(part, types, strict=True)]
    return pa.RecordBatch.from_arrays(columns, names=list(Part._fields))


def _parts(order: Order, batches: Batches) -> Iterator[Part]:
    if duckdb.__version__ != order.version:
        raise RuntimeError(f"No module named duckdb {order.version}, but {duckdb.__version__}")
    with tempfile.TemporaryDirectory(prefix="repurchase-", dir=order.folder or None) as name:
        folder = Path(name)
        segments = written(batches, folder, order.heads)
        pieces = [_piece(order, segment) for segment in segments]
        cut = [piece for piece in pieces if _is_cut(order, piece)]
        for piece in pieces:
            yield Part(0, "segment", json.dumps(_said(piece, cut=piece in cut)))
        if pieces and not cut:
            yield from done(order.work, pieces, folder, Limits(MEMORY, 1))


def done(work: Work, pieces: Sequence[Piece], folder: Path, limits: Limits) -> Iterator[Part]:
    """Yield what comes of pieces, or which files must be read with more care."""
    with closing(Engine.start(folder, limits, Instance(folder))) as engine:
        try:
            yield from work.parts(engine, pieces)
        except UncleanFilesError as error:
            unclean = [p.file for p in pieces if not error.paths.isdisjoint(p.scan.paths)]
            yield Part(0, "unclean", json.dumps(unclean))
        except duckdb.InvalidInputException:
            yield Part(0, "unclean", json.dumps([piece.file for piece in pieces]))


def _piece(order: Order, segment: Segment) -> Piece:
    file = order.keys[segment.file]
    return Piece(file, replace(order.scans[file], paths=(segment.path,)), segment)


def _is_cut(order: Order, piece: Piece) -> bool:
    """Whether a piece is not its whole file, and may end within a record."""
    segment = piece.segment
    if segment is None or segment.bytes >= order.sizes[piece.file]:
        return False
    return ends_within_record(segment.path, piece.scan.delimiter, piece.scan.quote)


def _said(piece: Piece, *, cut: bool) -> dict[str, int | bool]:
    segment = piece.segment
    if segment is None:
        return {}
    return {
        "file": piece.file,
        "start": segment.start,
        "lines": segment.lines,
        "bytes": segment.bytes,
        "cut": cut,
    }


def local(reading: Reading, pieces: Sequence[Piece]) -> Reading:
    """Return a reading of pieces: it counts them as home counts files."""
    return replace(
        reading,
        sources=tuple(replace(reading.sources[p.file], scan=p.scan) for p in pieces),
        cash_files=frozenset(i for i, p in enumerate(pieces) if p.file in reading.cash_files),
    )


def _file(pieces: Sequence[Piece]) -> str:
    """Return the SQL of the index of the file, of which ``file`` is the piece."""
    return f"cast([{', '.join(str(piece.file) for piece in pieces)}][file + 1] as integer) as file"


@dataclass(frozen=True)
class Asking:
    """A question about raw cells: ``{scan}`` stands for the records of a piece."""

    text: str

    def parts(self, engine: Engine, pieces: Sequence[Piece]) -> Iterator[Part]:
        """Yield the answer of each task."""
        sql = self.text.replace("{scan}", union_sql([piece.scan for piece in pieces]))
        yield rows_of(engine, sql)


@dataclass(frozen=True)
class Scanning:
    """An SQL text over lines as a reading reads them: ``{lines}`` stands for them."""

    text: str
    reading: Reading
    tables: Mapping[str, bytes]

    def parts(self, engine: Engine, pieces: Sequence[Piece]) -> Iterator[Part]:
        """Yield the rows of each task."""
        take(engine, self.tables)
        lines = local(self.reading, pieces).sql()
        lines = f"(select * replace ({_file(pieces)}) from ({lines}))"
        yield rows_of(engine, self.text.replace("{lines}", lines))


@dataclass(frozen=True)
class Passing:
    """The one pass: lines to orders; see :class:`repurchase_cli.engines.orders.Pass`.

    ``tables`` are those that it reads, as Parquet; orders go to ``buckets`` by their customer.
    """

    reading: Reading
    kept: Mapping[str, str]
    words: Mapping[str, str]
    tables: Mapping[str, bytes]
    buckets: int

    def parts(self, engine: Engine, pieces: Sequence[Piece]) -> Iterator[Part]:
        """Yield orders by bucket, the lines that are kept, and what was odd."""
        reading = local(self.reading, pieces)
        sales = Reduction(engine.store, {}, reading.terms, reading.sources)
        take(engine, self.tables)
        sales.base |= {name: engine.store.table(name) for name in self.tables}
        sales.base["no_items"] = sales.view("sales/no_items")
        sales.base["lines"] = reading.lines(engine, "")
        run = Pass(engine, sales.base, reading, kept=self.kept, words=self.words)
        orders = run.orders.source
        rows = f"select * replace ({_file(pieces)}) from {orders}"
        yield from _bucketed(engine, rows, self.buckets)
        if reading.columns:
            lines = (run.mended or sales.base["lines"]).source
            columns = ", ".join(reading.columns)
            rows = f"select * replace ({_file(pieces)}) from (select {columns} from {lines})"
            yield rows_of(engine, rows)._replace(kind="lines")
        marks = [(pieces[piece].file, found) for piece, found in run.marks.items()]
        odd = {"careful": run.has_odd, "another": run.of_another_form, "marks": marks}
        yield Part(0, "odd", json.dumps(odd))


def take(engine: Engine, tables: Mapping[str, bytes]) -> None:
    """Make the tables that were sent along."""
    for name, blob in tables.items():
        path = engine.workspace / f"{name}.parquet"
        path.write_bytes(blob)
        engine.execute(f"create table {name} as from read_parquet({text(str(path))})")


def rows_of(engine: Engine, sql: str) -> Part:
    """Return the rows of an SQL text, with their types."""
    path = engine.workspace / f"rows{engine.store.number()}.parquet"
    note = _copy(engine, sql, path, "")
    blob = path.read_bytes()
    path.unlink()
    return Part(0, "rows", note, blob)


def _bucketed(engine: Engine, sql: str, buckets: int) -> Iterator[Part]:
    """Yield orders by the bucket of their customer."""
    folder = engine.workspace / f"orders{engine.store.number()}"
    bucket = f"cast(hash(customer_id) % {buckets} as integer) as bucket"
    note = _copy(engine, f"select *, {bucket} from ({sql})", folder, ", partition_by (bucket)")
    for path in sorted(folder.glob("bucket=*/*.parquet")):
        number = int(path.parent.name.partition("=")[2])
        yield Part(number, "orders", note, path.read_bytes())


def _copy(engine: Engine, sql: str, path: Path, options: str) -> str:
    """Write the rows of an SQL text as Parquet; return their types as JSON."""
    engine.store.macros.require(sql)
    described = engine.rows(f"describe {sql}")
    types = {name: kind for name, kind, *_ in described if name != "bucket"}
    exact = [f"cast({quoted(n)} as decimal(38, 0)) as {quoted(n)}" for n in _huge(types)]
    chosen = f"* replace ({', '.join(exact)})" if exact else "*"
    engine.execute(
        f"copy (select {chosen} from ({sql})) to {text(str(path))} (format parquet{options})"
    )
    engine.refuse_unclean()
    return json.dumps(types)


def _huge(types: Mapping[str, str]) -> list[str]:
    """Return the columns of whole numbers of 128 bits, which Parquet does not have."""
    return [name for name, kind in types.items() if kind == "HUGEINT"]


def typed(note: str, paths: Sequence[Path]) -> str:
    """Return the SQL of rows in Parquet files, in the types that they had."""
    types = json.loads(note)
    cast = ", ".join(f"cast({quoted(n)} as {kind}) as {quoted(n)}" for n, kind in types.items())
    files = ", ".join(text(str(path)) for path in paths)
    return f"select {cast} from read_parquet([{files}])"


def _merged(parts: Iterable[Part], kept: Mapping[str, str], folder: str) -> Iterator[Part]:
    """Yield the orders of each bucket as one part, and other parts as they are."""
    with tempfile.TemporaryDirectory(prefix="repurchase-", dir=folder or None) as name:
        workspace = Path(name)
        buckets: dict[int, list[Path]] = {}
        note = ""
        for number, part in enumerate(parts):
            if part.kind != "orders":
                yield part
                continue
            note = part.note
            path = workspace / f"orders{number}.parquet"
            path.write_bytes(part.blob)
            buckets.setdefault(part.bucket, []).append(path)
        for bucket, paths in buckets.items():
            with closing(Engine.start(workspace, Limits(MEMORY, 1), Instance(workspace))) as engine:
                yield Part(bucket, *_summed(engine, typed(note, paths), kept)[1:])


def _summed(engine: Engine, orders: str, kept: Mapping[str, str]) -> Part:
    """Return orders of several tasks, those of one customer, day and kind as one."""
    engine.execute(f"create table odd_orders as {orders}")
    engine.execute("create table orders as from odd_orders limit 0")
    inputs = {name: engine.store.table(name) for name in ("odd_orders", "orders")}
    words = {"kept": summed(kept), "same": SAME}
    return rows_of(engine, Query(text_of("sales/merged_orders"), inputs, words).sql)._replace(
        kind="orders"
    )
