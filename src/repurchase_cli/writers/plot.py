"""Curves on the screen: axes with marks, the lines between them, and a legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, chop_cells
from rich.text import Text

from repurchase_cli.writers import axes, values
from repurchase_cli.writers.canvas import COLORS, FINE, LETTERS, PLAIN, Canvas, Path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.document import Column, Language
    from repurchase_cli.writers.axes import Axis
    from repurchase_cli.writers.curves import Curves, Point

HEIGHT = 12
WIDEST = 100
MARKS_UP = 4
MARK_COLUMNS = 12  # a number on the x axis for so many columns


def drawn(
    curves: Curves, x: Column, y: Column, language: Language, width: int, *, plain: bool
) -> Iterator[Text]:
    """Yield the lines of the picture, none wider than ``width``; ``plain`` keeps to ASCII."""
    width = min(width, WIDEST)
    points = [point for line in curves.lines.values() for point in line if point.y is not None]
    heights = [one for point in points for one in point[1:] if one is not None]
    up = axes.upright(min(heights), max(heights), y.kind, MARKS_UP)
    across = axes.across([point.x for point in points], x.kind, curves.ticks, width // MARK_COLUMNS)
    margin = max(map(len, up.marks.values()))
    canvas = Canvas(max(width - margin - 2, 1), HEIGHT, len(curves.lines), PLAIN if plain else FINE)
    _fill(canvas, list(curves.lines.values()), across, up)
    yield Text(values.clean(y.label.say(language)), "dim")
    yield from _sides(canvas, up, margin)
    yield from _floor(canvas, across, margin)
    label = values.clean(x.label.say(language))
    yield Text(" " * (margin + 2 + canvas.width - cell_len(label)) + label, "dim")
    if canvas.lines > 1:
        yield from _legend(list(curves.lines), width)


def _fill(canvas: Canvas, lines: list[list[Point]], across: Axis, up: Axis) -> None:
    """Draw the lines, the first one on top; a band is shaded where there is one line only."""
    paths = [_path([(point.x, point.y) for point in line], across, up) for line in lines]
    for number, path in reversed(list(enumerate(paths))):
        canvas.draw(number, path)
    if len(lines) > 1:
        for number, path in enumerate(paths):
            canvas.name(number, path)
        return
    low, high = (
        _path([(point.x, point[bound]) for point in lines[0]], across, up) for bound in (2, 3)
    )
    canvas.shade(low, high)


def _path(places: list[tuple[float, float | None]], across: Axis, up: Axis) -> Path:
    return [None if y is None else (across.part(x), up.part(y)) for x, y in places]


def _sides(canvas: Canvas, up: Axis, margin: int) -> Iterator[Text]:
    """Yield the rows of the canvas with the marks of the upright axis."""
    marks = {canvas.row_of(up.part(at)): label for at, label in up.marks.items()}
    for row in range(canvas.height):
        side = canvas.look.side_mark if row in marks else canvas.look.side
        frame = f"{marks.get(row, ''):>{margin}} {side}"
        yield Text.assemble((frame, "dim"), canvas.row(row))


def _floor(canvas: Canvas, across: Axis, margin: int) -> Iterator[Text]:
    """Yield the axis below and its marks, without those that have no room."""
    floor, labels = [canvas.look.floor] * canvas.width, ""
    width = margin + 2 + canvas.width
    for at, label in sorted(across.marks.items()):
        column = canvas.column_of(across.part(at))
        size = cell_len(label)
        start = max(min(margin + 2 + column - (size - 1) // 2, width - size), 0)
        if not labels or start > cell_len(labels) + 1:
            labels += " " * (start - cell_len(labels)) + label
            floor[column] = canvas.look.floor_mark
    yield Text(" " * (margin + 1) + canvas.look.corner + "".join(floor), "dim")
    yield Text(chop_cells(labels, width)[0] if labels else "", "dim")


def _legend(names: list[str], width: int) -> Iterator[Text]:
    """Yield the names of the lines with their letters, as many to a row as fit."""
    row = Text()
    for letter, color, name in zip(LETTERS, COLORS, names, strict=False):
        entry = Text.assemble((letter, f"bold {color}"), f" {name}")
        entry.truncate(width)
        if row and row.cell_len + 3 + entry.cell_len > width:
            yield row
            row = Text()
        row = row.append("   " if row else "").append_text(entry)
    yield row
