"""A private UTF-8 copy of a file that an engine cannot scan as it is.

Other encodings, runs of blanks, lines before the header and uneven rows are dealt with here, in one
streaming pass: what comes out is plain CSV whose first two columns are the physical line of the
record in the original and a flag that says how it was mended.
"""

from __future__ import annotations

import csv
from pathlib import Path

from repurchase_cli.errors import InputError
from repurchase_cli.readers.dialect import Dialect, records

#: A row with fewer cells than the header: the rest is taken as empty.
SHORT = "short_row"
#: A row with more cells than the header that are not empty: it cannot be told which is which.
LONG = "long_row"


def write(
    source: Path, target: Path, *, name: str, encoding: str, dialect: Dialect, width: int
) -> None:
    """Copy the records below the header of ``source`` to ``target``."""
    try:
        with (
            source.open(encoding=encoding, newline="") as lines,
            target.open("w", encoding="utf-8", newline="") as out,
        ):
            writer = csv.writer(out, lineterminator="\n")
            for index, (line, cells) in enumerate(records(lines, dialect.delimiter)):
                if index > dialect.header:
                    writer.writerow((line, _flag(cells, width), *_fitted(cells, width)))
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte {error.start} of the part read is no {encoding}: {error.reason}",
            hint="name the right one with --encoding",
            file=name,
        ) from None
    except csv.Error as error:
        raise InputError(f"not a table of text: {error}", file=name) from None


def _flag(cells: list[str], width: int) -> str:
    if len(cells) < width:
        return SHORT
    return LONG if any(cell.strip() for cell in cells[width:]) else ""


def _fitted(cells: list[str], width: int) -> list[str]:
    return cells[:width] + [""] * (width - len(cells))
