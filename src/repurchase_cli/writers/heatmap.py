"""A grid of numbers on the screen, shaded by their size where there is colour."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text

from repurchase_cli.writers import values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.document import Column, Language
    from repurchase_cli.writers.grid import Grid

ROWS = 24
NAME_WIDTH = 20
HEADING_WIDTH = 10
PALE, DEEP = (238, 244, 248), (38, 98, 140)
WHITE_FROM = 0.55  # from this shade on, white reads better than black


class Labels(NamedTuple):
    """What the rows, the columns and the cells of a grid are."""

    down: Column
    across: Column
    cell: Column


def drawn(grid: Grid, labels: Labels, language: Language, width: int) -> Iterator[Text]:
    """Yield the lines of the grid, none wider than ``width``: the last rows, the first columns."""
    kept = grid.last(ROWS)
    texts = {at: values.compact(number, labels.cell.kind) for at, number in kept.cells.items()}
    corner, head, cell = (values.clean(one.label.say(language)) for one in labels)
    names = min(max(map(cell_len, [corner, *kept.rows])), NAME_WIDTH, width // 3)
    room = max(map(cell_len, [*texts.values(), *kept.columns]))
    room = min(room, HEADING_WIDTH, width - names - 1)
    columns = kept.columns[: max((width - names) // (room + 1), 1)]
    yield _fitted(" " * (names + 1) + f"{head}: {cell}", width, "dim")
    heading = "".join(_right(one, room + 1) for one in columns)
    yield _fitted(corner, names, "bold").append(heading, "bold")
    shades = _shades(kept)
    for row in kept.rows:
        line = _fitted(row, names)
        for place in ((row, column) for column in columns):
            style = _style(shades[kept.cells[place]]) if place in kept.cells else ""
            line.append(_right(texts.get(place, ""), room + 1), style)
        yield line
    for left_out in kept.of(columns).left_out(grid):
        yield Text(left_out.say(language), "dim")


def _fitted(text: str, width: int, style: str = "") -> Text:
    return Text(set_cell_size(text, width), style)


def _right(text: str, width: int) -> str:
    """Put a text on the right, one blank before it at least."""
    text = set_cell_size(text, min(cell_len(text), width - 1))
    return " " * (width - cell_len(text)) + text


def _shades(grid: Grid) -> dict[float, float]:
    """Return how deep each number's shade is, from 0 to 1."""
    ordered = sorted(grid.cells.values())
    low, high = ordered[0], ordered[max(int(grid.full * len(ordered)) - 1, 0)]
    span = high - low or 1.0
    return {number: min((number - low) / span, 1.0) for number in ordered}


def _style(shade: float) -> Style:
    red, green, blue = (
        round(pale + (deep - pale) * shade) for pale, deep in zip(PALE, DEEP, strict=True)
    )
    ink = "#ffffff" if shade > WHITE_FROM else "#000000"
    return Style(color=ink, bgcolor=f"#{red:02x}{green:02x}{blue:02x}")
