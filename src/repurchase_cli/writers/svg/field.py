"""The field of a chart with two axes: where values stand in it, its marks and its lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.writers.svg.elements import Size, element, label, shortened, text_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from repurchase_cli.writers.axes import Axis

WIDTH, HEIGHT = 460.0, 220.0
TOP, BOTTOM, RIGHT = 26.0, 40.0, 14.0
GAP = 5.0  # between two marks below


class Field(NamedTuple):
    """An upright axis and the part of the picture to its right."""

    left: float
    up: Axis

    @property
    def width(self) -> float:
        """The width of the part in which values are drawn."""
        return WIDTH - RIGHT - self.left

    @property
    def floor(self) -> float:
        """Where the lowest value stands."""
        return HEIGHT - BOTTOM

    def x(self, part: float) -> float:
        """Return where a part of the width stands, from 0 on the left to 1 on the right."""
        return self.left + part * self.width

    def y(self, value: float) -> float:
        """Return the height of a value."""
        return self.floor - self.up.part(value) * (self.floor - TOP)


def field(up: Axis) -> Field:
    """Return a field with room for the marks of its upright axis."""
    return Field(text_width(up.marks.values()) + 8, up)


def field_size(*, labelled: bool) -> Size:
    """Return the size of a picture with a field, without the place of a label that is not there."""
    return Size(WIDTH, HEIGHT, 0 if labelled else TOP - 10)


def frame(area: Field, up_label: str, across_label: str) -> Iterator[Markup]:
    """Yield the lines across with their marks, and what the axes are."""
    if up_label:
        yield label(up_label, 0, 12, class_="mark")
    for value, text in area.up.marks.items():
        height = area.y(value)
        line = "zero" if value == 0 else "line"
        yield element("path", d=f"M{area.left:.1f} {height:.1f}h{area.width:.1f}", class_=line)
        yield label(text, area.left - 6, height + 4, text_anchor="end", class_="mark")
    place = {"text_anchor": "end", "class_": "mark"}
    yield label(shortened(across_label, area.width), WIDTH - RIGHT, HEIGHT - 4, **place)


def marks(area: Field, places: dict[float, str]) -> Iterator[Markup]:
    """Yield the marks below, by their parts of the width, without those that have no room."""
    taken = -GAP
    for part, text in sorted(places.items()):
        width = text_width([text])
        start = min(max(area.x(part) - width / 2, 0), WIDTH - width)
        if start >= taken + GAP or taken < 0:
            yield label(
                text, start + width / 2, area.floor + 17, text_anchor="middle", class_="mark"
            )
            taken = start + width
