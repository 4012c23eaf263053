"""Parquet files as CSV texts, all their columns as text."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.cells import LINE_ENDS

_MOST_CELLS = 1 << 32
_ONE_LINE = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "DATE", "TIMESTAMP", "BOOLEAN")


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
    scan = f"read_parquet({_quoted(str(path))}, hive_partitioning = false, binary_as_string = true)"
    with duckdb.connect() as connection:
        try:
            connection.execute(f"set temp_directory = {_quoted(str(workspace / 'parquet-spill'))}")
            connection.execute("set TimeZone = 'UTC'")
            columns = connection.execute(f"describe select * from {scan}").fetchall()
            rows = connection.execute(f"select count(*) from {scan}").fetchall()[0][0]
            if rows * len(columns) > _MOST_CELLS:
                raise InputError("this file holds too many cells", hint="split it", file=name)
            cells = ", ".join(_cell(column, kind) for column, kind, *_ in columns)
            connection.execute(
                f"copy (select {cells} from {scan}) to {_quoted(str(target))} (format csv, header)"
            )
        except duckdb.Error as error:
            first = io.StringIO(str(error)).readline().strip()
            raise InputError(
                f"this Parquet file cannot be read: {first}", hint="export it again", file=name
            ) from None
    return target


def _cell(column: str, kind: str) -> str:
    """Return the SQL that writes a column of a kind as text of one line."""
    cell = '"' + column.replace('"', '""') + '"'
    shown = '"' + (LINE_ENDS.sub(" ", column) or "_").replace('"', '""') + '"'
    text = f"cast({cell} as varchar)"
    if kind in ("DOUBLE", "FLOAT"):
        text = (
            f"case when isfinite({cell}) then case when {cell} = trunc({cell}) "
            f"and abs({cell}) < {1 << 53} then cast(cast({cell} as bigint) as varchar) "
            f"else upper({text}) end end"
        )
    elif kind not in _ONE_LINE and not kind.startswith("DECIMAL"):
        text = rf"regexp_replace({text}, '[\r\n]+', ' ', 'g')"
    return f"{text} as {shown}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
