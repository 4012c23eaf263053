"""Files and settings to loaded sales: the way that every command, and a notebook, begins.

with open_sales(["sales.csv"]) as sales:
lines = sales.lines()
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import duckdb

from repurchase_cli.cache import Cache
from repurchase_cli.databases.address import is_address
from repurchase_cli.engines.duckdb import Engine, UncleanFilesError
from repurchase_cli.engines.loading import Sales
from repurchase_cli.engines.scanned import share_of
from repurchase_cli.errors import InputError, UsageError
from repurchase_cli.progress import doing
from repurchase_cli.readers.bad_files import BadFiles
from repurchase_cli.readers.files.asides import without_asides
from repurchase_cli.readers.files.containers import SUFFIXES
from repurchase_cli.readers.files.inputs import Expanded, Storage, expand
from repurchase_cli.readers.meaning.questions import Doubts
from repurchase_cli.readers.sources import read
from repurchase_cli.readers.text.shape import pieces_of
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.sources import SideFile, Source
from repurchase_cli.terms import NO_LIMITS, Limits, Terms


class Place(NamedTuple):
    """Where a run scans files: by an engine, from a storage if they are not here, as sales."""

    engine: Engine
    storage: Storage | None = None
    sales: type[Sales] = Sales


@contextmanager
def _place(master: str | None, folder: Path, limits: Limits) -> Iterator[Place]:
    """Yield this machine, or a cluster where there is a ``master``."""
    if master is None:
        with closing(Engine.start(folder, limits)) as engine:
            yield Place(engine)
        return
    from repurchase_cli.engines.spark.session import installed  # noqa: PLC0415 - for who asks

    installed()  # or says what to install, before anything needs it
    from repurchase_cli.engines.spark.engine import spark_engine  # noqa: PLC0415
    from repurchase_cli.engines.spark.sales import SparkSales  # noqa: PLC0415

    with spark_engine(master, folder, limits, pieces_of, SUFFIXES) as engine:
        yield Place(engine, engine.cluster.storage, SparkSales)


@contextmanager
def open_sales(
    files: Sequence[str],
    wishes: Wishes | None = None,
    terms: Terms | None = None,
    side: Mapping[str, str] | None = None,
    limits: Limits = NO_LIMITS,
    cache: Cache | None = None,
    master: str | None = None,
) -> Iterator[Sales]:
    """Read and load sales; what was copied or spilled is removed on every way out.

    ``side`` maps the kind of a side file (``customers``, …) to its path. What is made of files is
    kept in ``cache`` for the next run, unless it comes through a pipe. With a ``master``, files are
    scanned by the tasks of a Spark cluster; empty for the one of Spark's own settings.
    """
    with (
        tempfile.TemporaryDirectory(prefix="repurchase-", ignore_cleanup_errors=True) as folder,
        _place(master, Path(folder), limits) as place,
    ):
        engine = place.engine
        try:
            with doing(("opening the files", "打开文件")):
                if place.storage is None and not any(map(_is_stream, files)):
                    engine.cache = cache
                sales = _load(
                    place, files, wishes or Wishes(), terms or Terms(), side or {}, Path(folder)
                )
            with doing(("working out the numbers", "计算"), engine.share):
                yield sales
            if engine.store.keeping is not None:
                engine.store.keeping.close()
        except duckdb.OutOfMemoryException as error:
            raise UsageError(
                f"the memory limit is too small: {str(error).splitlines()[0]}",
                hint="give more, such as --memory-limit 2GB, or fewer --threads",
            ) from None


def _load(
    place: Place,
    files: Sequence[str],
    wishes: Wishes,
    terms: Terms,
    side: Mapping[str, str],
    workspace: Path,
) -> Sales:
    """Expand the files and load them."""
    engine = place.engine
    bad = BadFiles(wishes.skip_bad_files)
    found = expand(files, workspace, bad, place.storage)
    expanded = without_asides(found, wishes, workspace)
    beside = {kind: expand([path], workspace) for kind, path in side.items()}
    names = ", ".join(files)[:60]
    paths = {item.path for item in expanded.inputs}
    every = [item.path for found in (expanded, *beside.values()) for item in found.inputs]
    engine.keep(every, workspace)
    share = engine.share if place.storage else share_of(paths, engine.share)
    with doing((f"reading {names}", f"读取 {names}"), share):
        return _read(place, expanded, beside, wishes, terms, workspace, bad)


def _read(
    place: Place,
    expanded: Expanded,
    beside: Mapping[str, Expanded],
    wishes: Wishes,
    terms: Terms,
    workspace: Path,
    bad: BadFiles,
) -> Sales:
    """Load files as they lie; again with more care when they turn out not to be clean."""
    engine, storage = place.engine, place.storage
    notes = [note for found in (expanded, *beside.values()) for note in found.notes]
    every = frozenset(item.path for found in (expanded, *beside.values()) for item in found.inputs)
    unclean: frozenset[Path] = frozenset()
    while True:
        try:
            if storage is not None:
                storage.bring_back()
            sources, side = _understood(
                expanded, beside, wishes, engine, workspace, unclean=unclean, bad=bad
            )
            if storage is not None:
                _fetch_totals(expanded, sources)
                storage.put_away()
            return place.sales(engine, sources, terms, notes=[*notes, *bad.notes], side=side)
        except UncleanFilesError as error:
            unclean |= error.paths
        except duckdb.InvalidInputException as error:
            # beyond its sample a file is not what it seemed: line ends, quotation marks
            if unclean == every:
                raise InputError(
                    f"not a table of text: {str(error).splitlines()[0]}",
                    hint="export it again as CSV or xlsx",
                ) from None
            unclean = every


def _understood(
    expanded: Expanded,
    beside: Mapping[str, Expanded],
    wishes: Wishes,
    engine: Engine,
    workspace: Path,
    *,
    unclean: Collection[Path],
    bad: BadFiles,
) -> tuple[list[Source], list[SideFile]]:
    """Return what the sales and the side files are and mean; all that they leave open is asked."""
    doubts, sources, side = Doubts(), list[Source](), list[SideFile]()
    with doubts.gather():
        sources = read(expanded.inputs, wishes, engine, workspace, unclean=unclean, bad=bad)
    if beside:
        from repurchase_cli.readers.side.reading import read_side_file  # noqa: PLC0415 - few have any

        for kind, item in ((kind, item) for kind, found in beside.items() for item in found.inputs):
            copy = item.path in unclean
            with doubts.gather():
                side.append(
                    read_side_file(kind, item, sources, wishes, engine, workspace, copy=copy)
                )
    doubts.refuse()
    return sources, side


def _fetch_totals(expanded: Expanded, sources: Sequence[Source]) -> None:
    """Fetch the files of which a line may hold the total of others, wherever these stand."""
    together = {path for s in sources if s.layout.order_totals for path in s.scan.paths}
    for item in expanded.inputs:
        if item.path in together:
            item.fetch()


def _is_stream(file: str) -> bool:
    """Whether what is read may be another thing next time: standard input, a pipe, a server."""
    path = Path(file)
    return (
        file == "-" or is_address(file) or (path.exists() and not (path.is_file() or path.is_dir()))
    )
