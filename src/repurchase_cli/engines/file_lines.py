"""The lines of a file on which its records start: an engine counts records, people count lines."""

from __future__ import annotations

import csv
from collections.abc import Collection

from repurchase_cli.sources import Scan


def lines_in(scan: Scan, wanted: Collection[int]) -> dict[int, int]:
    """Return the physical line of each wanted record, which a copied file tells itself."""
    return {line: line for line in wanted} if scan.numbered else physical_lines(scan, wanted)


def physical_lines(scan: Scan, wanted: Collection[int]) -> dict[int, int]:
    """Return the line on which each wanted record of a file scanned as it lies starts.

    Records are counted from 1 below the header; blank lines are no records; a quoted newline is no
    end of one.
    """
    found: dict[int, int] = {}
    last = max(wanted, default=0)
    record = -scan.skip
    start = 1
    if not wanted:
        return found
    with scan.paths[0].open(encoding="utf-8-sig", newline="") as lines:
        reader = csv.reader(lines, delimiter=scan.delimiter)
        for cells in reader:
            if cells:
                record += 1
                if record in wanted:
                    found[record] = start
                if record >= last:
                    break
            start = reader.line_num + 1
    return found
