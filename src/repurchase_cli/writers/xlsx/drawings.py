"""The charts of a sheet that is filled from top to bottom: native charts and shaded grids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from repurchase_cli.writers import curves, grid, values
from repurchase_cli.writers.xlsx import charts, grids, scatter
from repurchase_cli.writers.xlsx.grids import Area
from repurchase_cli.writers.xlsx.page import GREY, ROWS

if TYPE_CHECKING:
    from openpyxl.chart._chart import ChartBase

    from repurchase_cli.document import Chart, Table
    from repurchase_cli.writers.grid import Grid
    from repurchase_cli.writers.xlsx.page import Page

COLUMNS = 36  # of a heatmap


def draw(page: Page, chart: Chart, *, titled: bool) -> None:
    """Draw a chart, or say that there is nothing to draw; ``titled`` when its title stands."""
    table = page.document.tables[chart.table]
    if chart.kind == "heatmap":
        if not titled:
            page.line(chart.title.say(page.language), bold=True)
        _heatmap(page, chart, table)
    elif chart.kind == "curve" or chart.series:
        _curves(page, chart, table)
    else:
        _place(page, charts.drawn(chart, table, page.places[chart.table], page.language))


def _place(page: Page, drawn: ChartBase) -> None:
    page.sheet.add_chart(drawn, f"A{page.row}")
    page.row += charts.ROWS


def _heatmap(page: Page, chart: Chart, table: Table) -> None:
    whole = grid.read(chart, table, page.language)
    if not whole.cells:
        page.line(values.NOTHING.say(page.language), color=GREY)
        return
    kept = whole.last(ROWS)
    kept = kept.of(kept.columns[:COLUMNS])
    across, cell = (curves.column(table, name) for name in (chart.series, chart.values[0]))
    labels = (one.label.say(page.language) for one in (across, cell))
    page.line(": ".join(labels), color=GREY)
    grids.shade(_grid(page, chart, table, kept), kept)
    for text in kept.left_out(whole):
        page.line(text.say(page.language), color=GREY)


def _grid(page: Page, chart: Chart, table: Table, kept: Grid) -> Area:
    """Write a grid on the next rows."""
    area = Area(page.sheet, page.row, len(kept.rows))
    corner = curves.column(table, chart.category).label.say(page.language)
    cell = curves.column(table, chart.values[0])
    grids.write(area, kept, corner, cell)
    page.row += len(kept.rows) + 1
    return area


def _curves(page: Page, chart: Chart, table: Table) -> None:
    found = curves.read(chart, table, page.language)
    if found.empty:
        page.line(chart.title.say(page.language), bold=True)
        page.line(values.NOTHING.say(page.language), color=GREY)
    elif chart.kind == "curve":
        place = page.places[chart.table]
        _place(page, scatter.drawn(chart, table, place, found, page.language))
    else:
        _lines(page, chart, table, list(found.lines))
    if left_out := found.left_out_line(page.language):
        page.line(left_out, color=GREY)


def _lines(page: Page, chart: Chart, table: Table, names: list[str]) -> None:
    """Draw lines over a grid of their numbers: they share one axis, whatever rows each has."""
    kept = grid.read(chart, table, page.language).of(names).last(ROWS)
    above, page.row = page.row, page.row + charts.ROWS
    area = _grid(page, chart, table, kept)
    cell = curves.column(table, chart.values[0])
    drawn = grids.lines(chart, area, kept, cell, page.language)
    page.sheet.add_chart(drawn, f"A{above}")
