"""Curves as Excel's own scatter chart over a table's sheet, a series for each run of rows."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.chart import Reference, ScatterChart, Series
from openpyxl.chart.legend import Legend, LegendEntry
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties

from repurchase_cli.writers import curves, values
from repurchase_cli.writers.xlsx import charts
from repurchase_cli.writers.xlsx.rows import EPOCH

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from openpyxl.chart.axis import NumericAxis, TextAxis
    from openpyxl.chart.series import XYSeries

    from repurchase_cli.document import Chart, Column, Kind, Language, Table
    from repurchase_cli.writers.curves import Curves
    from repurchase_cli.writers.xlsx.charts import Place

PALE = ("BDD1DF", "F3D9BC", "CBDBCB", "DFC5C3", "D1CBDC", "DADADA")  # of the colours of charts
LINE, BAND = 19_050, 9_525  # 1.5 and 0.75 points in EMU
FORMATS: dict[Kind, str] = {"date": "yyyy-mm-dd", "share": "0%", "number": "General"}


class Run(NamedTuple):
    """Rows of one line that stand together: the line's number, the first and the last row."""

    line: int
    first: int
    last: int


def drawn(
    chart: Chart, table: Table, place: Place, found: Curves, language: Language
) -> ScatterChart:
    """Return the chart over the rows of a table's first sheet where they stand in the workbook."""
    ids = [column.id for column in table.columns]
    x, y = (curves.column(table, name) for name in (chart.category, chart.values[0]))
    result = ScatterChart()
    result.scatterStyle = "lineMarker"
    result.legend = Legend("b")
    names = list(found.lines)
    named: set[int] = set()
    for run in runs(found, place.header, place.rows):
        for column in (chart.values[0], *(chart.band or ())):
            bound = column != chart.values[0]
            if bound or run.line in named:  # one entry a line
                result.legend.legendEntry.append(LegendEntry(len(result.series), delete=True))
            across, up = (
                Reference(place.sheet, at, run.first, at, run.last)
                for at in (ids.index(x.id) + 1, ids.index(column) + 1)
            )
            name = names[run.line] or values.clean(y.label.say(language))
            result.series.append(_styled(Series(up, across), run, name, bound=bound))
        named.add(run.line)
    if len(names) == 1 and chart.band is None:
        result.legend = None
    result.title = charts.title(values.clean(chart.title.say(language)))
    result.height, result.width = charts.HEIGHT_CM, charts.WIDTH_CM
    _axes(result, x, y, language)
    points = [point for line in found.lines.values() for point in line]
    _end_at_all(result.x_axis, x, [point.x for point in points])
    _end_at_all(result.y_axis, y, [one for point in points for one in point[1:] if one is not None])
    if x.kind == "date":  # round numbers of days are no round dates
        ends = [point.x for point in points]
        result.x_axis.scaling.min, result.x_axis.scaling.max = (
            at - EPOCH.toordinal() for at in (min(ends), max(ends))
        )
    return result


def runs(found: Curves, header: int, rows: int) -> Iterator[Run]:
    """Yield the rows of the lines as they stand below a header, those of a line that is drawn."""
    numbers = {name: number for number, name in enumerate(found.lines)}
    row = header + 1
    for name, run in groupby(found.rows[:rows]):
        length = len(list(run))
        if name in numbers:
            yield Run(numbers[name], row, row + length - 1)
        row += length


def _styled(series: XYSeries, run: Run, name: str, *, bound: bool) -> XYSeries:
    colors = PALE if bound else charts.COLORS
    series.tx = SeriesLabel(v=name)
    series.smooth = False
    series.marker = Marker("circle" if run.first == run.last else "none")  # a line needs two rows
    properties = GraphicalProperties()
    properties.line.solidFill = colors[run.line]
    properties.line.width = BAND if bound else LINE
    series.graphicalProperties = properties
    return series


def _end_at_all(axis: NumericAxis | TextAxis, column: Column, drawn: Sequence[float]) -> None:
    """Let the axis of a share that reaches 100% end there, where Excel would go on to 150%."""
    if column.kind == "share" and max(drawn, default=0.0) == 1:
        axis.scaling.max = 1


def _axes(result: ScatterChart, x: Column, y: Column, language: Language) -> None:
    charts.axes(result, y)
    result.y_axis.number_format = FORMATS.get(y.kind, "#,##0")
    result.x_axis.number_format = FORMATS.get(x.kind, "#,##0")
    result.x_axis.majorGridlines = None
    result.x_axis.title = charts.title(values.clean(x.label.say(language)), 9, bold=False)
