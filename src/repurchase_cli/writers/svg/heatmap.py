"""A grid of numbers, shaded by their size in the page's accent colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.writers import values
from repurchase_cli.writers.svg.elements import Size, element, hover, label, shortened, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from repurchase_cli.document import Column, Language
    from repurchase_cli.writers.grid import Grid

ROWS, COLUMNS = 36, 36
CELL_HEIGHT, NARROWEST, WIDEST = 24.0, 34.0, 96.0
NAME_WIDTH = 150.0
HEAD = 44.0
SHADES = 10
DEEP_FROM = 7  # of the shades: from there on the paper's colour reads better than the ink


def part(grid: Grid) -> Grid:
    """Return what is drawn of a grid: its last rows, its first columns."""
    kept = grid.last(ROWS)
    return kept.of(kept.columns[:COLUMNS])


def size(grid: Grid, corner: str) -> Size:
    """Return the width and height of the picture; ``corner`` says what its rows are."""
    left, cell = _widths(grid, corner)
    return Size(left + cell * len(grid.columns) + 2, HEAD + CELL_HEIGHT * len(grid.rows) + 2)


def _widths(grid: Grid, corner: str) -> tuple[float, float]:
    headings = min(text_width(grid.columns) + 6, WIDEST)
    return min(text_width([corner, *grid.rows]), NAME_WIDTH) + 10, max(NARROWEST, headings)


def drawn(
    grid: Grid, down: Column, across: Column, cell: Column, language: Language
) -> Iterator[Markup]:
    """Yield the parts of the picture."""
    corner = down.label.say(language)
    left, width = _widths(grid, corner)
    yield label(across.label.say(language), left, 12, class_="mark")
    yield label(shortened(corner, left), 0, HEAD - 8, class_="mark")
    for index, name in enumerate(grid.columns):
        x = left + (index + 0.5) * width
        yield label(shortened(name, width), x, HEAD - 8, text_anchor="middle", class_="mark")
    shades = _shades(grid)
    for row, name in enumerate(grid.rows):
        y = HEAD + row * CELL_HEIGHT
        yield label(shortened(name, NAME_WIDTH), 0, y + 16)
        for index, column in enumerate(grid.columns):
            if (number := grid.cells.get((name, column))) is not None:
                tip = hover(f"{name}, {column}: {values.shown(number, cell.kind, whole=False)}")
                box = {
                    "x": left + index * width,
                    "y": y,
                    "width": width - 1,
                    "height": CELL_HEIGHT - 1,
                }
                shade = shades[number]
                yield element("rect", tip, **box, class_=f"q{shade}")
                deep = "cell deep" if shade >= DEEP_FROM else "cell"
                text = values.compact(number, cell.kind)
                middle = left + (index + 0.5) * width
                yield label(text, middle, y + 16, text_anchor="middle", class_=deep)


def _shades(grid: Grid) -> dict[float, int]:
    """Return which of the shades each number has; the largest tenth has the last."""
    ordered = sorted(grid.cells.values())
    low, high = ordered[0], ordered[max(int(grid.full * len(ordered)) - 1, 0)]
    span = high - low or 1.0
    return {
        number: min(int((number - low) / span * (SHADES - 1) + 0.5), SHADES - 1)
        for number in ordered
    }
