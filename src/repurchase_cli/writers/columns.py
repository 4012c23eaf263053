"""How the columns of a table share the width of a screen: numbers whole, headings folded.

The widths are tried from roomy to tight: headings on more lines, narrower gaps, a shorter bar, no
bar, long texts folded. Only when all that is not enough are the last columns left out, and named.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from rich.cells import cell_len, chop_cells

TEXT_WIDTH = 24  # what a long text gets before all columns are placed
NARROW_TEXT = 10


class Cells(NamedTuple):
    """A column's heading, its cells as text, and whether its cells must never be folded."""

    heading: str
    cells: list[str]
    whole: bool

    @property
    def widest(self) -> int:
        """The width of the widest cell."""
        return max(map(cell_len, self.cells), default=0)


class Try(NamedTuple):
    """One way to lay the table out."""

    heading_lines: int
    gap: int
    bar: int
    text: int
    chinese: int  # how wide a Chinese heading stays in one piece


@dataclass(frozen=True, slots=True)
class Layout:
    """The widths of the columns that are placed, the gap between them, the width of the bar."""

    widths: tuple[int, ...]
    gap: int
    bar: int


TRIES = (
    Try(2, 2, 10, TEXT_WIDTH, 8),
    Try(2, 2, 6, TEXT_WIDTH, 8),
    Try(2, 1, 6, TEXT_WIDTH, 8),
    Try(2, 1, 4, TEXT_WIDTH, 8),
    Try(3, 1, 6, TEXT_WIDTH, 4),
    Try(3, 1, 4, TEXT_WIDTH, 4),
    Try(4, 1, 4, TEXT_WIDTH, 2),
    Try(2, 1, 0, TEXT_WIDTH, 4),
    Try(3, 1, 0, TEXT_WIDTH, 2),
    Try(3, 1, 0, NARROW_TEXT, 2),
    Try(4, 1, 0, NARROW_TEXT, 2),
)


def fit(columns: list[Cells], width: int, *, bar: bool) -> Layout:
    """Choose the widths of as many leading columns as ``width`` holds."""
    for count in range(len(columns), 0, -1):
        placed = columns[:count]
        for one in TRIES if bar else [one for one in TRIES if one.bar in {0, 10}]:
            widths = [_width(column, one) for column in placed]
            bar_width = one.bar if bar else 0
            spare = width - sum(widths) - one.gap * (count - 1)
            spare -= bar_width + one.gap if bar_width else 0
            if spare >= 0:
                return Layout(_widened(placed, widths, spare), one.gap, bar_width)
    return Layout((width,), 1, 0)


def folded(heading: str, width: int) -> list[str]:
    """Break a heading into lines of at most ``width``: at spaces, Chinese anywhere."""
    lines: list[str] = [""]
    for word in heading.split():
        joined = f"{lines[-1]} {word}".strip()
        if cell_len(joined) <= width:
            lines[-1] = joined
        else:
            lines += chop_cells(word, width)
    return [line for line in lines if line]


def _width(column: Cells, one: Try) -> int:
    cells = column.widest if column.whole else min(column.widest, one.text)
    return max(cells, _heading_width(column.heading, one), 1)


def _heading_width(heading: str, one: Try) -> int:
    """Return the least width at which no word is broken and the heading has so many lines."""
    words = [
        len(word) if word.isascii() else min(cell_len(word), one.chinese)
        for word in heading.split()
    ]
    width = max([2, *words])
    while len(folded(heading, width)) > one.heading_lines and width < cell_len(heading):
        width += 1
    return width


def _widened(columns: list[Cells], widths: list[int], spare: int) -> tuple[int, ...]:
    """Give what is left to the texts that are folded, cell by cell to the narrowest of them."""
    given = list(widths)
    for _ in range(spare):
        texts = [i for i, c in enumerate(columns) if not c.whole and given[i] < c.widest]
        if not texts:
            break
        given[min(texts, key=given.__getitem__)] += 1
    return tuple(given)
