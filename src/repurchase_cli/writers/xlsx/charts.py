"""Excel's own charts over a table's sheet, so that they change with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from openpyxl.chart import BarChart, LineChart, Reference, ScatterChart
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText
from openpyxl.chart.text import Text as ChartText
from openpyxl.chart.title import Title
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
)

from repurchase_cli.writers import values
from repurchase_cli.writers.xlsx.looks import INK

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Chart, Column, Language, Table

ROWS = 16  # of the summary, that a chart covers
HEIGHT_CM, WIDTH_CM = 8, 18
COLORS = ("5B8DB0", "E0A458", "7FA67F", "B0716B", "8B7FA8", "A3A3A3")
LABELLED = 12  # rows up to which each bar carries its number


class Place(NamedTuple):
    """Where a table stands: its sheet, the row of its header, how many rows below it."""

    sheet: Worksheet
    header: int
    rows: int


def drawn(chart: Chart, table: Table, place: Place, language: Language) -> BarChart | LineChart:
    """Return the chart over the rows of a table where they stand in the workbook."""
    ids = [column.id for column in table.columns]
    first, last = place.header + 1, place.header + max(place.rows, 1)
    result = LineChart() if chart.kind == "line" else _bars(chart)
    for number, name in enumerate(chart.values):
        column = ids.index(name) + 1
        result.add_data(
            Reference(place.sheet, column, place.header, column, last), titles_from_data=True
        )
        color(result, number)
    category = ids.index(chart.category) + 1
    result.set_categories(Reference(place.sheet, category, first, category, last))
    result.title = title(values.clean(chart.title.say(language)))
    result.height, result.width = HEIGHT_CM, WIDTH_CM
    axes(result, table.columns[ids.index(chart.values[0])])
    if len(chart.values) == 1:
        result.legend = None
        if place.rows <= LABELLED and chart.kind != "line":
            result.dataLabels = DataLabelList(showVal=True, showSerName=False, showCatName=False)
            result.dataLabels.showLegendKey = False
    return result


def title(text: str, size: int = 12, *, bold: bool = True) -> Title:
    """Return the title of a chart or an axis, in points."""
    letters = CharacterProperties(sz=100 * size, b=bold, solidFill=INK)
    paragraph = Paragraph(
        pPr=ParagraphProperties(defRPr=letters), r=[RegularTextRun(rPr=letters, t=text)]
    )
    return Title(tx=ChartText(rich=RichText(p=[paragraph])), overlay=False)


def _bars(chart: Chart) -> BarChart:
    result = BarChart()
    result.type = "bar" if chart.kind == "bar" else "col"
    result.gapWidth = 60
    if chart.kind == "bar":  # first row on top, numbers at the bottom
        result.x_axis.scaling.orientation = "maxMin"
        result.y_axis.crosses = "max"
    return result


def color(result: BarChart | LineChart, number: int) -> None:
    """Colour a chart's series by its number."""
    chosen = COLORS[number % len(COLORS)]
    properties = GraphicalProperties(solidFill=chosen)
    properties.line.solidFill = chosen
    result.series[number].graphicalProperties = properties
    if isinstance(result, LineChart):
        result.series[number].smooth = False


def axes(result: BarChart | LineChart | ScatterChart, value: Column) -> None:
    """Show the axes, the upright one with the numbers of a column and pale lines."""
    result.x_axis.delete = result.y_axis.delete = False
    result.y_axis.number_format = "0%" if value.kind == "share" else "#,##0"
    lines = GraphicalProperties()
    lines.line.solidFill = "E4E4E4"
    result.y_axis.majorGridlines = ChartLines(spPr=lines)
