"""A field of characters to draw lines on: Braille dots, and letters that tell the lines apart.

A character of Braille has two dots by four. Where a terminal cannot show it, a line is drawn with
one character a column.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

Path: TypeAlias = "list[tuple[float, float] | None]"  # x and y from 0 to 1; None is a gap

LETTERS = "ABCDEF"
COLORS = ("cyan", "yellow", "green", "magenta", "bright_blue", "red")
LETTER_EVERY = 14  # columns between the letters on a line, at least
BRAILLE = 0x2800
BITS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))  # by column, then row, from the top


class Look(NamedTuple):
    """How many dots a character has each way, and the characters of a frame and a band."""

    dots: tuple[int, int]
    side: str
    side_mark: str
    corner: str
    floor: str
    floor_mark: str
    band: str


FINE = Look((2, 4), "│", "┤", "└", "─", "┬", "░")
PLAIN = Look((1, 1), "|", "+", "+", "-", "+", ":")


@dataclass(slots=True)
class Canvas:
    """The field, its row 0 on top, and how many lines it is for."""

    width: int
    height: int
    lines: int
    look: Look
    bits: dict[tuple[int, int], int] = field(default_factory=dict)
    owners: dict[tuple[int, int], int] = field(default_factory=dict)  # the line drawn last
    letters: dict[tuple[int, int], int] = field(default_factory=dict)
    shaded: set[tuple[int, int]] = field(default_factory=set)

    def draw(self, number: int, path: Path) -> None:
        """Draw a line through the points of a path."""
        across, down = self.look.dots
        for x, y in self._dots(path):
            place = (y // down, x // across)
            self.bits[place] = self.bits.get(place, 0) | BITS[x % across][y % down]
            self.owners[place] = number

    def name(self, number: int, path: Path) -> None:
        """Put a line's letter at its end, and now and then on it, apart from those of others."""
        rows = {column: max(found) for column, found in self._rows(path).items()}
        every = max(LETTER_EVERY, 3 * self.lines)
        start = 2 + number * every // self.lines
        for column in [max(rows, default=0), *range(start, self.width, every)]:
            if column in rows:
                self.letters.setdefault((rows[column], column), number)

    def shade(self, low: Path, high: Path) -> None:
        """Shade what lies between two lines."""
        bottom, top = self._rows(low), self._rows(high)
        for column in bottom.keys() & top.keys():
            rows = range(min(top[column]), max(bottom[column]) + 1)
            self.shaded |= {(row, column) for row in rows}

    def column_of(self, x: float) -> int:
        """Return the column that an x from 0 to 1 falls in."""
        return self._dot(x, 1.0)[0] // self.look.dots[0]

    def row_of(self, y: float) -> int:
        """Return the row that a y from 0 to 1 falls in."""
        return self._dot(0.0, y)[1] // self.look.dots[1]

    def row(self, row: int) -> Text:
        """Return a row of the field as text."""
        text = Text()
        for column in range(self.width):
            text.append(*self._character((row, column)))
        return text

    def _character(self, place: tuple[int, int]) -> tuple[str, str]:
        if place in self.letters:
            number = self.letters[place]
            return LETTERS[number], f"bold {COLORS[number]}"
        if place in self.owners:
            return self._stroke(place), COLORS[self.owners[place]]
        return (self.look.band, "dim") if place in self.shaded else (" ", "")

    def _stroke(self, place: tuple[int, int]) -> str:
        if self.look is FINE:
            return chr(BRAILLE | self.bits[place])
        return LETTERS[self.owners[place]] if self.lines > 1 else "*"

    def _rows(self, path: Path) -> dict[int, set[int]]:
        """Return the rows that a line crosses in each column."""
        across, down = self.look.dots
        rows: dict[int, set[int]] = {}
        for x, y in self._dots(path):
            rows.setdefault(x // across, set()).add(y // down)
        return rows

    def _dots(self, path: Path) -> Iterator[tuple[int, int]]:
        """Yield the dots of a line, those between its points too."""
        before = None
        for point in path:
            if point is None:
                before = None
                continue
            here = self._dot(*point)
            yield from _straight(before or here, here)
            before = here

    def _dot(self, x: float, y: float) -> tuple[int, int]:
        across, down = self.look.dots
        return round(x * (self.width * across - 1)), round((1 - y) * (self.height * down - 1))


def _straight(start: tuple[int, int], end: tuple[int, int]) -> Iterator[tuple[int, int]]:
    steps = max(abs(end[0] - start[0]), abs(end[1] - start[1])) or 1
    for at in range(steps + 1):
        x, y = (a + (b - a) * at / steps for a, b in zip(start, end, strict=True))
        yield round(x), round(y)
