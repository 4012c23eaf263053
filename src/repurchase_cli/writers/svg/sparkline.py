"""A small line of the last months, its last point marked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from repurchase_cli.writers.svg.elements import Size, element, hover, picture

if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH, HEIGHT, EDGE = 132.0, 30.0, 4.0


def drawn(
    key: str, title: str, summary: str, numbers: Sequence[float | None], words: Sequence[str]
) -> Markup:
    """Return the line of some numbers; ``words`` is what each says under the pointer."""
    values = [number for number in numbers if number is not None]
    if not values:
        return Markup("")
    low, span = min(values), (max(values) - min(values)) or 1.0
    step = (WIDTH - 2 * EDGE) / max(len(numbers) - 1, 1)
    places = [
        (EDGE + index * step, HEIGHT - EDGE - (number - low) / span * (HEIGHT - 2 * EDGE), text)
        for index, (number, text) in enumerate(zip(numbers, words, strict=True))
        if number is not None
    ]
    path = element("path", d=_path(numbers, places), class_="curve c1")
    points = [
        element("circle", hover(text), cx=x, cy=y, r=4, class_="point c1") for x, y, text in places
    ]
    last = element("circle", cx=places[-1][0], cy=places[-1][1], r=2.5, class_="last")
    return picture(key, title, summary, Size(WIDTH, HEIGHT), path, last, *points, kind="spark")


def _path(numbers: Sequence[float | None], places: Sequence[tuple[float, float, str]]) -> str:
    """Return the path through the places, broken where a number is missing."""
    path, pen, rest = [], "M", iter(places)
    for number in numbers:
        if number is None:
            pen = "M"
            continue
        x, y, _ = next(rest)
        path.append(f"{pen}{x:.1f} {y:.1f}")
        pen = "L"
    return "".join(path)
