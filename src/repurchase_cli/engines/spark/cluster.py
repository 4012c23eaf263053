"""The driver's side of a job: what tasks are told, and what comes of all of them, or an error.

Parts come one task at a time into the run's private folder; until then Spark has them on its own
disks, and lets them go with the job. Nothing is taken before every byte of every file is accounted
for.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import duckdb

from repurchase_cli.engines.duckdb import UncleanFilesError
from repurchase_cli.engines.spark import tasks
from repurchase_cli.engines.spark.session import SPLIT
from repurchase_cli.engines.spark.tasks import Order, Part, Passing, Piece, Work
from repurchase_cli.errors import InputError
from repurchase_cli.sources import Scan
from repurchase_cli.terms import Limits

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

    from repurchase_cli.engines.spark.storage import HadoopStorage, RemoteFile

_MOST_BUCKETS = 512


class _CutRecordError(Exception):
    """Spark has cut a file within a record."""


class Parts:
    """What has come of a job: notes by their kind, and files of rows of one kind."""

    def __init__(self) -> None:
        self.notes: dict[str, list[Any]] = defaultdict(list)
        self.types: dict[str, str] = {}
        self.paths: dict[str, list[Path]] = defaultdict(list)

    def sql(self, kind: str = "rows") -> str:
        """Return the SQL of the rows of a kind."""
        return tasks.typed(self.types[kind], self.paths[kind])


class Cluster:
    """A session that works on files, some of which the driver has fetched.

    Parameters
    ----------
    limits
        What the driver's engine may use for the files that it has fetched.
    """

    def __init__(
        self, spark: SparkSession, storage: HadoopStorage, workspace: Path, limits: Limits
    ) -> None:
        self.spark = spark
        self.storage = storage
        self.workspace = workspace
        self.limits = limits
        self._numbers = count()
        self._split = int(_bytes(spark.conf.get(SPLIT, "128MB") or "128MB"))

    def remote(self, scan: Scan) -> RemoteFile | None:
        """Return the file elsewhere that a scan stands for, None where it is here."""
        file = self.storage.files.get(scan.paths[0])
        return None if file is None or file.is_here else file

    def share(self) -> float | None:
        """Return how much of the job that runs is done, 0 to 1; None while none runs."""
        tracker = self.spark.sparkContext.statusTracker()
        stages = [tracker.getStageInfo(stage) for stage in tracker.getActiveStageIds()]
        tasks_ = sum(stage.numTasks for stage in stages if stage)
        done = sum(stage.numCompletedTasks for stage in stages if stage)
        return done / tasks_ if tasks_ else None

    def run(self, scans: Sequence[Scan], work: Work) -> Parts:
        """Return what comes of the work on all files.

        Raises
        ------
        UncleanFilesError
            Of files that must be read with more care.
        InputError
            When a file has changed or cannot be read.
        """
        parts = Parts()
        away = {i: file for i, scan in enumerate(scans) if (file := self.remote(scan))}
        here = [Piece(i, scan) for i, scan in enumerate(scans) if i not in away]
        if here:
            folder = self.workspace / f"here{next(self._numbers)}"
            folder.mkdir(mode=0o700)
            self._take(parts, tasks.done(work, here, folder, self.limits))
        if away:
            self._take_job(parts, away, scans, work)
        unclean = {file for files in parts.notes["unclean"] for file in files}
        if unclean:
            raise UncleanFilesError(scans[file].paths[0] for file in unclean)
        return parts

    def _take_job(
        self, parts: Parts, away: dict[int, RemoteFile], scans: Sequence[Scan], work: Work
    ) -> None:
        """Take what tasks make of files; once more with each file whole, if they cut records."""
        job = Parts()
        try:
            self._run(job, away, scans, work, self._split)
        except _CutRecordError:
            job = Parts()
            longest = max(file.size for file in away.values())
            self._run(job, away, scans, work, longest + 1)
        for kind, notes in job.notes.items():
            parts.notes[kind] += notes
        for kind, paths in job.paths.items():
            parts.paths[kind] += paths
        parts.types |= job.types

    def _run(
        self,
        parts: Parts,
        away: dict[int, RemoteFile],
        scans: Sequence[Scan],
        work: Work,
        split: int,
    ) -> None:
        self.spark.conf.set(SPLIT, str(split))
        lines = self._lines([*away.values()])
        buckets = min(_MOST_BUCKETS, max(1, lines.rdd.getNumPartitions()))
        if isinstance(work, Passing):
            work = replace(work, buckets=buckets)
        keys = self._keys(away)
        order = Order(
            keys=keys,
            scans=scans,
            sizes=[away[i].text_size if i in away else 0 for i in range(len(scans))],
            heads={key: away[index].head for key, index in keys.items()},
            folder=self._folder(),
            version=duckdb.__version__,
            work=work,
        )
        sent = self.spark.sparkContext.broadcast(order)
        made = lines.mapInArrow(tasks.mapped(_Sent(sent)), tasks.SCHEMA)
        if isinstance(work, Passing):
            apart = made.repartitionById(buckets, "bucket")
            made = apart.mapInArrow(tasks.reduced(work.kept, order.folder), tasks.SCHEMA)
        with _held(made) as rows:
            self._take(parts, (Part(*row) for row in rows))
        sent.destroy()
        _refuse_lost(parts, away)

    def _lines(self, files: Sequence[RemoteFile]) -> DataFrame:
        """Return the lines of files, with the key of each file and the start of the split."""
        paths = [file.literal for file in files]
        return self.spark.read.text(paths, lineSep="\n").selectExpr(
            "value", "xxhash64(_metadata.file_path) as file", "_metadata.file_block_start as start"
        )

    def _keys(self, files: dict[int, RemoteFile]) -> dict[int, int]:
        """Return the key under which lines of each file come, with the index of the file."""
        named = self.spark.createDataFrame(
            [(index, file.shown) for index, file in files.items()], "file int, path string"
        )
        return {key: i for i, key in named.selectExpr("file", "xxhash64(path)").collect()}

    def _folder(self) -> str:
        """Return where tasks write: on this machine among what is removed with the run."""
        local = self.spark.sparkContext.master.startswith("local")
        return str(self.workspace) if local else ""

    def _take(self, parts: Parts, rows: Iterator[Part]) -> None:
        for part in rows:
            if not part.blob:
                parts.notes[part.kind].append(json.loads(part.note))
                continue
            path = self.workspace / f"part{next(self._numbers)}.parquet"
            path.touch(mode=0o600)
            path.write_bytes(part.blob)
            parts.paths[part.kind].append(path)
            parts.types[part.kind] = part.note


class _Sent:
    """What a task is told, by the broadcast that it gets it from."""

    def __init__(self, sent: Any) -> None:  # noqa: ANN401 - a broadcast
        self.sent = sent

    def __call__(self) -> Order:
        order: Order = self.sent.value
        return order


@contextmanager
def _held(made: DataFrame) -> Iterator[Iterator[Any]]:
    """Let all tasks of a job do their work, and yield the rows, one task's at a time."""
    from pyspark import StorageLevel  # noqa: PLC0415 - of those who ask for it

    made.persist(StorageLevel.DISK_ONLY)
    try:
        made.count()
        yield made.toLocalIterator()
    finally:
        made.unpersist()


def _refuse_lost(parts: Parts, files: dict[int, RemoteFile]) -> None:
    """Raise unless every byte of every file has come to one task.

    Raises
    ------
    InputError
        When a file has changed since it was looked at.
    """
    read: dict[int, int] = defaultdict(int)
    for segment in parts.notes["segment"]:
        read[segment["file"]] += segment["bytes"]
    for index, file in files.items():
        if read[index] not in (file.text_size, file.text_size + 1):  # the last line may have no end
            raise InputError(
                f"{read[index]:,} of {file.size:,} bytes were read: the file has changed meanwhile",
                hint="run again when nothing writes to it",
                file=file.address,
            )
    if any(segment["cut"] for segment in parts.notes["segment"]):
        raise _CutRecordError


_UNITS = {"k": 10, "m": 20, "g": 30}


def _bytes(size: str) -> int:
    """Return a size of Spark's settings, such as ``128MB``, in bytes."""
    bare = size.lower().removesuffix("b")
    unit = _UNITS.get(bare[-1:])
    return int(bare) if unit is None else int(bare[:-1]) << unit
