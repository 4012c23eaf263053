"""How a text is cut into records and cells: delimiter, header row, whether it is plain enough.

The delimiter is the one that cuts most lines of the sample into the same number (more than one) of
cells. The header is the first row, among the first twenty, that names known fields best.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from repurchase_cli.readers.meaning import synonyms

DELIMITERS = (",", "\t", ";", "|")
BLANKS = "blanks"
_HEADER_ROWS = 20
#: Lines beyond which one record is no cell with line breaks but a quotation mark gone wrong.
_LONGEST_RECORD = 200
_SIGNS = r"[\d.,:/\\\s;|、，；*•●+T-]*"
_DATA = re.compile(rf"^[\s'=\"]*[-+]?{_SIGNS}\d{_SIGNS}[\s\"]*$")

csv.field_size_limit(1 << 24)


@dataclass(frozen=True, slots=True)
class Dialect:
    """A delimiter (or ``blanks``) and the row, counted from 0, that holds the header.

    ``header`` is -1 in a file without one.
    """

    delimiter: str
    header: int


def records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not blank, with the number of the physical line it starts on."""
    if delimiter == BLANKS:
        for number, line in enumerate(lines, start=1):
            if cells := line.split():
                yield number, cells
        return
    reader = csv.reader(lines, delimiter=delimiter)
    start = 1
    for cells in reader:
        lines_taken = reader.line_num - start
        if lines_taken > _LONGEST_RECORD or (lines_taken > 1 and _has_records(cells, delimiter)):
            raise csv.Error(f"a quotation mark is opened on line {start} and not closed")
        if "".join(cells).strip():
            yield start, cells
        start = reader.line_num + 1


def _has_records(cells: list[str], delimiter: str) -> bool:
    """Whether a cell holds whole records: lines that are all cut into as many cells.

    Prose is cut by commas as well, but hardly into as many cells on each of several lines.
    """
    for cell in cells:
        within = [line.count(delimiter) for line in cell.splitlines()[1:-1]]
        enough = 3 if delimiter == "," else 1
        if len(within) >= enough and within[0] > 1 and len(set(within)) == 1:
            return True
    return False


def sniff(sample: str, known: Callable[[str], bool] = synonyms.known) -> Dialect:
    """Return the dialect of the first part of a text, of which the last line may be cut.

    ``known`` tells whether a field may be read from a column of a name.
    """
    cut = {delimiter: _cut(sample, delimiter) for delimiter in DELIMITERS}
    best = max(DELIMITERS, key=lambda delimiter: _fit(cut[delimiter], known))
    if _fit(cut[best], known) > (0, 0.0, 0):
        return Dialect(best, header_row(cut[best], known))
    by_blanks = _cut(sample, BLANKS)
    header = header_row(by_blanks, known)
    if _width(by_blanks) > 1 and len(by_blanks[max(header, 0)]) > 1:
        return Dialect(BLANKS, header)
    return Dialect(",", header_row(cut[","], known))


def _cut(sample: str, delimiter: str) -> list[list[str]]:
    rows = []
    with suppress(csv.Error):  # a quotation mark that only this delimiter opens tells against it
        for _, cells in records(io.StringIO(sample, newline=""), delimiter):
            rows.append(cells)
    return rows


def _fit(rows: list[list[str]], known: Callable[[str], bool]) -> tuple[int, float, int]:
    """Return how well a delimiter fits.

    First whether a header comes out of it (lines of prose above a table are cut by commas as well),
    then the share of records of the usual width, and that width.
    """
    width = _width(rows)
    names = max((sum(map(known, row)) for row in rows[:_HEADER_ROWS]), default=0)
    if not rows or (width < 2 and names < 2):
        return (0, 0.0, 0)
    even = sum(width <= len(cells) <= width + 1 for cells in rows) / len(rows)
    return (min(names, 3) if names > 1 else 0, round(even, 1), width)


def _width(rows: list[list[str]]) -> int:
    widths = Counter(len(cells) for cells in rows[1:] or rows)
    return widths.most_common(1)[0][0] if widths else 0


def header_row(rows: list[list[str]], known: Callable[[str], bool] = synonyms.known) -> int:
    """Return the index of the header among the first rows, -1 when the first row is data."""
    scores = [sum(map(known, row)) for row in rows[:_HEADER_ROWS]]
    if not scores:
        return -1
    best = max(range(len(scores)), key=lambda i: (scores[i], -i))
    if scores[best] >= min(2, len(rows[best])):
        return best
    filled = [cell for cell in rows[0] if cell.strip()]
    looks_like_data = any(_DATA.match(cell) or "@" in cell for cell in filled)
    return -1 if looks_like_data else 0
