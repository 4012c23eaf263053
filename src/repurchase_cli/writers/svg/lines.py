"""Curves and lines: steps, bands, gaps, and the values of a few points under the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.writers import axes, values
from repurchase_cli.writers.small import even
from repurchase_cli.writers.svg.elements import element, hover
from repurchase_cli.writers.svg.field import Field, field, frame, marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from repurchase_cli.document import Column, Language
    from repurchase_cli.writers.axes import Axis
    from repurchase_cli.writers.curves import Curves, Point

MARKS_UP, MARKS_ACROSS = 4, 7
POINTS = 24  # of a line that tell their values


def drawn(curves: Curves, x: Column, y: Column, language: Language) -> Iterator[Markup]:
    """Yield the parts of the picture of some lines."""
    points = [point for line in curves.lines.values() for point in line if point.y is not None]
    heights = [y for point in points for y in point[1:] if y is not None]
    area = field(axes.upright(min(heights), max(heights), y.kind, MARKS_UP))
    across = axes.across([point.x for point in points], x.kind, curves.ticks, MARKS_ACROSS)
    yield from frame(area, y.label.say(language), x.label.say(language))
    yield from marks(area, {across.part(place): text for place, text in across.marks.items()})
    lines = list(enumerate(curves.lines.items(), 1))
    for number, (_, line) in lines:
        yield from _band(line, number, area, across)
    for number, (_, line) in reversed(lines):  # the first on top
        yield element("path", d=_path(line, area, across), class_=f"curve c{number}")
    for number, (name, line) in lines:
        yield from _points(line, number, area, across, _Words(name, curves.ticks, y))


class _Words:
    """What the points of a line say."""

    def __init__(self, name: str, ticks: dict[float, str], y: Column) -> None:
        self.start = f"{name}, " if name else ""
        self.ticks, self.kind = ticks, y.kind

    def say(self, point: Point) -> str:
        bounds = [values.shown(y, self.kind, whole=False) for y in point[1:] if y is not None]
        within = f" ({bounds[1]} – {bounds[2]})" if len(set(bounds)) > 1 else ""
        return f"{self.start}{self.ticks.get(point.x, '')}: {bounds[0]}{within}"


def _place(x: float, y: float, area: Field, across: Axis) -> str:
    return f"{area.x(across.part(x)):.1f} {area.y(y):.1f}"


def _path(line: Sequence[Point], area: Field, across: Axis) -> str:
    """Return the path of a line, broken where a value is missing."""
    path, pen = [], "M"
    for point in line:
        if point.y is None:
            pen = "M"
        else:
            path.append(pen + _place(point.x, point.y, area, across))
            pen = "L"
    return "".join(path)


def _band(line: list[Point], number: int, area: Field, across: Axis) -> Iterator[Markup]:
    """Yield the area between the bounds, where there are any that differ from the line."""
    low, high = (
        [
            _place(point.x, bound, area, across)
            for point in line
            if (bound := point[side]) is not None
        ]
        for side in (2, 3)
    )
    if low and low != high:
        yield element("path", d=f"M{'L'.join([*high, *reversed(low)])}Z", class_=f"band c{number}")


def _points(
    line: list[Point], number: int, area: Field, across: Axis, words: _Words
) -> Iterator[Markup]:
    """Yield points that show themselves and their value under the pointer."""
    for point in even([point for point in line if point.y is not None], POINTS):
        yield element(
            "circle",
            hover(words.say(point)),
            cx=area.x(across.part(point.x)),
            cy=area.y(point.y or 0.0),
            r=5,
            class_=f"point c{number}",
        )
