"""The lines of a curve, as every writer draws them: which rows belong to which, and where x is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.writers import pages, values

if TYPE_CHECKING:
    from repurchase_cli.document import Chart, Column, Kind, Language, Table

DRAWN = 6  # more lines than colours that the eye tells apart are no chart


class Point(NamedTuple):
    """A row of the table: x as a number, and the value with its bounds; None breaks the line."""

    x: float
    y: float | None
    low: float | None
    high: float | None


class Curves(NamedTuple):
    """The lines to draw by their names, and the names of those that are too many.

    ``rows`` is the name of the line that each row of the table belongs to; ``ticks`` is how people
    read an x of the table.
    """

    lines: dict[str, list[Point]]
    left_out: list[str]
    rows: list[str]
    ticks: dict[float, str]

    @property
    def empty(self) -> bool:
        """Whether no line has a value."""
        return all(point.y is None for line in self.lines.values() for point in line)

    def left_out_line(self, language: Language) -> str:
        """Name the lines that are not drawn, or say nothing."""
        if not self.left_out:
            return ""
        return f"{values.MORE_LINES.say(language)} {', '.join(self.left_out)}"


def column(table: Table, name: str) -> Column:
    """Return a column of a table by its id."""
    return next(column for column in table.columns if column.id == name)


def read(chart: Chart, table: Table, language: Language) -> Curves:
    """Sort the rows of a chart's table into lines; the largest six are drawn, in their order."""
    frame = pages.page_frame(table, language)
    category = frame[chart.category].tolist()
    kind = column(table, chart.category).kind
    labels = values.shown_column(category, kind)
    places = _positions(category, labels, kind)
    bounds = chart.band or (chart.values[0], chart.values[0])
    numbers = [
        [values.real(one) for one in frame[name].tolist()] for name in (chart.values[0], *bounds)
    ]
    rows = [""] * len(frame)
    if chart.series:
        rows = values.shown_column(frame[chart.series].tolist(), column(table, chart.series).kind)
    largest = {name for name, _ in Counter(rows).most_common(DRAWN)}
    names = dict.fromkeys(rows)
    lines: dict[str, list[Point]] = {name: [] for name in names if name in largest}
    for name, x, *found in zip(rows, places, *numbers, strict=True):
        if name in lines and x is not None:
            if chart.steps and lines[name]:
                lines[name].append(lines[name][-1]._replace(x=x))
            lines[name].append(Point(x, *found))
    ticks = {x: label for x, label in zip(places, labels, strict=True) if x is not None}
    return Curves(lines, [name for name in names if name not in largest], rows, ticks)


def _positions(category: list[object], labels: list[str], kind: Kind) -> list[float | None]:
    """Return where each row stands on the x axis: days and numbers to scale, names one by one."""
    if kind == "date" or kind in values.NUMERIC:
        return [values.position(one) for one in category]
    order = {label: float(at) for at, label in enumerate(dict.fromkeys(labels))}
    return [order[label] for label in labels]
