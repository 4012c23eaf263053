"""A chart as a small table of text: a heatmap as its grid, a curve as a few points of each line."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from repurchase_cli.writers import curves, grid, values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from repurchase_cli.document import Chart, Language, Table
    from repurchase_cli.writers.curves import Curves, Point

ROWS = 24
POINTS = 12
Item = TypeVar("Item")


def rows(
    chart: Chart, table: Table, language: Language, digits: int
) -> tuple[list[list[str]], list[str]]:
    """Return the rows, headings first, and lines that say what is left out.

    There are no rows where there is nothing to draw.
    """
    if chart.kind == "heatmap":
        return _heatmap(chart, table, language)
    return _curves(chart, table, language, digits)


def _heatmap(chart: Chart, table: Table, language: Language) -> tuple[list[list[str]], list[str]]:
    whole = grid.read(chart, table, language)
    if not whole.cells:
        return [], []
    kept = whole.last(ROWS)
    kept = kept.of(kept.columns[:ROWS])
    kind = curves.column(table, chart.values[0]).kind
    texts = {at: values.compact(number, kind) for at, number in kept.cells.items()}
    head = [curves.column(table, chart.category).label.say(language), *kept.columns]
    body = [[row, *(texts.get((row, column), "") for column in kept.columns)] for row in kept.rows]
    return [head, *body], [line.say(language) for line in kept.left_out(whole)]


def _curves(
    chart: Chart, table: Table, language: Language, digits: int
) -> tuple[list[list[str]], list[str]]:
    found = curves.read(chart, table, language)
    if found.empty:
        return [], []
    columns = _columns(chart, table, found, language)
    xs = _chosen(list(found.lines.values()))
    kind = curves.column(table, chart.values[0]).kind
    cells = [
        values.shown_column([one.get(x) for x in xs], kind, digits) for one in columns.values()
    ]
    labels = [found.ticks[x] for x in xs]
    head = [curves.column(table, chart.category).label.say(language), *columns]
    left_out = found.left_out_line(language)
    body = [list(row) for row in zip(labels, *cells, strict=True)]
    return [head, *body], [left_out] if left_out else []


def _columns(
    chart: Chart, table: Table, found: Curves, language: Language
) -> dict[str, dict[float, float | None]]:
    """Return the values by x of each line, or of the only line and its bounds, by headings."""
    if len(found.lines) > 1 or chart.band is None:
        label = curves.column(table, chart.values[0]).label.say(language)
        return {
            name or label: {point.x: point.y for point in line}
            for name, line in found.lines.items()
        }
    (line,) = found.lines.values()
    labels = (
        curves.column(table, name).label.say(language) for name in (*chart.values, *chart.band)
    )
    return {label: {point.x: point[at] for point in line} for at, label in enumerate(labels, 1)}


def _chosen(lines: list[list[Point]]) -> list[float]:
    """Choose the x of a few points: of all lines together, or of each where they share none."""
    ways = [{point.x for point in line if point.y is not None} for line in lines]
    together = even(sorted(set().union(*ways)), POINTS)
    if all(len(own & set(together)) >= min(len(own), 2) for own in ways):
        return together
    return sorted({x for own in ways for x in even(sorted(own), POINTS)})


def even(items: Sequence[Item], count: int) -> list[Item]:
    """Return the first, the last, and others evenly between them."""
    if len(items) <= count:
        return list(items)
    return [items[round(at * (len(items) - 1) / (count - 1))] for at in range(count)]
