"""Files and settings to loaded sales: the way that every command, and a notebook, begins.

with open_sales(["sales.csv"]) as sales:
lines = sales.lines()
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

from repurchase_cli.engines.duckdb import Engine, UncleanFilesError, UnplainValuesError
from repurchase_cli.engines.loading import Sales
from repurchase_cli.readers import read
from repurchase_cli.readers.inputs import expand
from repurchase_cli.readers.wishes import Wishes
from repurchase_cli.sales import Terms


@contextmanager
def open_sales(
    files: Sequence[str], wishes: Wishes | None = None, terms: Terms | None = None
) -> Iterator[Sales]:
    """Read and load sales; what was copied or spilled is removed on every way out."""
    with (
        tempfile.TemporaryDirectory(prefix="repurchase-", ignore_cleanup_errors=True) as folder,
        closing(Engine(Path(folder))) as engine,
    ):
        yield _load(engine, files, wishes or Wishes(), terms or Terms(), Path(folder))


def _load(
    engine: Engine, files: Sequence[str], wishes: Wishes, terms: Terms, workspace: Path
) -> Sales:
    """Load the files as they lie; again with more care when they turn out not to be clean."""
    expanded = expand(files, workspace)
    unclean: frozenset[Path] = frozenset()
    while True:
        try:
            sources = read(expanded.inputs, wishes, engine, workspace, unclean=unclean)
            return Sales(engine, sources, terms, notes=expanded.notes)
        except UncleanFilesError as error:
            unclean |= error.paths
        except UnplainValuesError:
            wishes = replace(wishes, careful=True)
