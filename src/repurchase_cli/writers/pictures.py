"""The charts that the screen draws as pictures: curves, lines side by side, heatmaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from repurchase_cli.writers import curves, grid, heatmap, plot, values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.document import Chart, Language, Table


def drawn(
    chart: Chart, table: Table, language: Language, width: int, *, plain: bool
) -> Iterator[Text]:
    """Yield the lines of a picture, none wider than ``width``; ``plain`` keeps to ASCII."""
    if chart.kind == "heatmap":
        return _heatmap(chart, table, language, width)
    return _curves(chart, table, language, width, plain=plain)


def _heatmap(chart: Chart, table: Table, language: Language, width: int) -> Iterator[Text]:
    whole = grid.read(chart, table, language)
    if not whole.cells:
        yield Text(values.NOTHING.say(language), "dim")
        return
    names = (chart.category, chart.series, chart.values[0])
    labels = (curves.column(table, name) for name in names)
    yield from heatmap.drawn(whole, heatmap.Labels(*labels), language, width)


def _curves(
    chart: Chart, table: Table, language: Language, width: int, *, plain: bool
) -> Iterator[Text]:
    found = curves.read(chart, table, language)
    if found.empty:
        yield Text(values.NOTHING.say(language), "dim")
        return
    x, y = (curves.column(table, name) for name in (chart.category, chart.values[0]))
    yield from plot.drawn(found, x, y, language, width, plain=plain)
    if left_out := found.left_out_line(language):
        yield Text(left_out, "dim", overflow="fold")
