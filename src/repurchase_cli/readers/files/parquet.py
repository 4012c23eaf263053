"""Parquet files as CSV texts, all their columns as text."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.typed import copy_as_text, quoted

_MOST_CELLS = 1 << 32


def from_parquet(path: Path, name: str, workspace: Path) -> Path:
    """Return a Parquet file as a CSV text in ``workspace``, all its columns as text."""
    import duckdb  # noqa: PLC0415 - only for Parquet

    if any(c in str(path) for c in "*?["):  # the engine would take them for a pattern
        copied = workspace / f"parquet-{len(list(workspace.iterdir()))}"
        shutil.copyfile(path, copied)
        path = copied
    with tempfile.NamedTemporaryFile(
        dir=workspace, prefix="parquet-", suffix=".csv", delete=False
    ) as out:
        target = Path(out.name)
    scan = f"read_parquet({quoted(str(path))}, hive_partitioning = false, binary_as_string = true)"
    with duckdb.connect() as connection:
        try:
            connection.execute(f"set temp_directory = {quoted(str(workspace / 'parquet-spill'))}")
            columns = connection.execute(f"describe select * from {scan}").fetchall()
            rows = connection.execute(f"select count(*) from {scan}").fetchall()[0][0]
            if rows * len(columns) > _MOST_CELLS:
                raise InputError("this file holds too many cells", hint="split it", file=name)
            copy_as_text(connection, scan, target)
        except duckdb.Error as error:
            first = io.StringIO(str(error)).readline().strip()
            raise InputError(
                f"this Parquet file cannot be read: {first}", hint="export it again", file=name
            ) from None
    return target
