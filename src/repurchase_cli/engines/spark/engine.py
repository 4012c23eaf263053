"""The driver's engine: of home for what is reduced, of tasks for what lies in files elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from repurchase_cli.engines.duckdb import Engine
from repurchase_cli.engines.spark.cluster import Cluster
from repurchase_cli.engines.spark.session import session
from repurchase_cli.engines.spark.storage import HadoopStorage, Piece
from repurchase_cli.engines.spark.tasks import Asking
from repurchase_cli.sources import Scan
from repurchase_cli.terms import Limits

_CELL = re.compile(r"\bc\d+\b")


class SparkEngine(Engine):
    """An engine whose files are scanned by the tasks of a cluster."""

    cluster: Cluster

    def ask(self, scans: Sequence[Scan], sql: str) -> list[tuple[Any, ...]]:
        """Answer a question about raw cells, of which it reads each combination once."""
        if not any(map(self.cluster.remote, scans)):
            return super().ask(scans, sql)
        cells = ", ".join(sorted(set(_CELL.findall(sql))))
        asked = Asking(f"select distinct {cells} from {{scan}}")
        return self.rows(sql.replace("{scan}", f"({self.cluster.run(scans, asked).sql()})"))

    def share(self) -> float | None:
        """Return how much of the job that runs is done, else of the query."""
        share = self.cluster.share()
        return super().share() if share is None else share


@contextmanager
def spark_engine(
    master: str,
    workspace: Path,
    limits: Limits,
    pieces: Callable[[int], Sequence[Piece]],
    suffixes: tuple[str, ...],
) -> Iterator[SparkEngine]:
    """Yield an engine on a cluster.

    Parameters
    ----------
    pieces
        Which bytes of a file of a size are looked at, as start and length.
    suffixes
        How files end that are read of a folder.

    Raises
    ------
    UsageError
        When there is no Spark, no Java, or nothing that answers at ``master``.
    """
    with (
        session(master, workspace) as spark,
        closing(SparkEngine.start(workspace, limits)) as engine,
    ):
        storage = HadoopStorage(spark, workspace, pieces, suffixes)
        engine.cluster = Cluster(spark, storage, workspace, limits)
        yield engine
