"""From files to the SQL of their records: columns of text, or some that the scan types itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from repurchase_cli.rows import quoted, text
from repurchase_cli.sources import Scan, Typed

#: More records of a file that a scan cannot type need not be kept: the file is of another form.
REJECTS = 100_000


def scan_sql(scans: Sequence[Scan], *, reject: bool = True, typed: Typed | None = None) -> str:
    """Return the SQL that gives all records of scans of one shape as columns of text.

    Columns that are ``typed`` have their types; records in which one of them is written otherwise,
    or is blank, are rejected.
    """
    scan = scans[0]
    types = typed.columns if typed else {}
    paths = ", ".join(text(str(path)) for s in scans for path in s.paths)
    columns = ", ".join(f"{quoted(n)}: {text(types.get(n, 'varchar'))}" for n in scan.names)
    options = {
        "columns": f"{{{columns}}}",
        "delim": text(scan.delimiter),
        "quote": text(scan.quote),
        "escape": text(scan.quote),
        "header": "false",
        "skip": str(scan.skip),
        "auto_detect": "false",
        "store_rejects": str(reject and not scan.numbered).lower(),
    }
    if typed:
        options["timestampformat"] = text(typed.time_format)
        options["rejects_limit"] = str(REJECTS)
        options["nullstr"] = "chr(1)"  # so that a blank is no number, and rejected
    listed = ", ".join(f"{name} = {value}" for name, value in options.items())
    rows = f"read_csv([{paths}], {listed})"
    if not typed:
        return rows
    blank = ", ".join(f"nullif({n}, '') as {n}" for n in scan.names if n not in types)
    return f"(select * replace ({blank}), file_index from {rows})"


def scan_apart(scan: Scan, path: Path, records: Sequence[str]) -> Scan:
    """Return the scan of some records of a file, which are written to a path of their own."""
    path.write_text("\n".join([*records, ""]), encoding="utf-8", newline="")
    return replace(scan, paths=(path,), skip=0)


def union_sql(scans: Sequence[Scan]) -> str:
    """Return the SQL that gives the records of scans of different shapes, their cells only."""
    parts = []
    for _, group in groupby(scans, key=lambda s: (s.delimiter, s.skip, s.numbered)):
        cells = ", ".join(f"c{i}" for i in range(scans[0].width))
        parts.append(f"select {cells} from {scan_sql(list(group))}")
    return f"({' union all '.join(parts)})"
