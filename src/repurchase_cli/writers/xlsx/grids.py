"""Grids on the summary: a heatmap shaded by Excel's own rule, and the numbers of several lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from openpyxl.chart import LineChart, Reference
from openpyxl.chart.legend import Legend
from openpyxl.formatting.rule import ColorScale, FormatObject, Rule
from openpyxl.styles import Alignment, Color
from openpyxl.utils import get_column_letter
from rich.cells import cell_len

from repurchase_cli.writers import values
from repurchase_cli.writers.xlsx import charts, looks
from repurchase_cli.writers.xlsx.looks import cell_at, put
from repurchase_cli.writers.xlsx.rows import Texts

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

    from repurchase_cli.document import Chart, Column, Kind, Language
    from repurchase_cli.writers.grid import Grid

PALE, DEEP = "FFF4F8FB", "FF5B8DB0"
FORMATS: dict[Kind, str] = {"share": "0%", "money": "#,##0", "integer": "#,##0", "days": "#,##0.0"}


class Area(NamedTuple):
    """Where a grid stands: its sheet, the row of its headings, and its number of rows."""

    sheet: Worksheet
    header: int
    rows: int


def write(area: Area, grid: Grid, corner: str, cell: Column) -> None:
    """Write a grid with its headings from column A on; what is missing stays blank."""
    width = max(map(cell_len, [*grid.columns, *_shown(grid, cell)])) + 2.0
    _headings(area, grid, corner, width)
    number_format = FORMATS.get(cell.kind, "#,##0.0#")
    for row, name in enumerate(grid.rows, area.header + 1):
        heading = cell_at(area.sheet, row, 1)
        put(heading, Texts().fit(name))
        heading.alignment = Alignment("left", indent=1)
        for at, column in enumerate(grid.columns, 2):
            if (name, column) in grid.cells:
                number = cell_at(area.sheet, row, at)
                number.value = grid.cells[name, column]
                number.number_format = number_format


def _shown(grid: Grid, cell: Column) -> list[str]:
    """Return the numbers about as the formats show them."""
    return values.shown_column([round(one, 2) for one in grid.cells.values()], cell.kind, 0)


def _headings(area: Area, grid: Grid, corner: str, width: float) -> None:
    """Write the headings, and give the columns room; what a table has set wider stays."""
    widths = [max(map(cell_len, [corner, *grid.rows])) + 3.0, *[width] * len(grid.columns)]
    for at, heading in enumerate((corner, *grid.columns), 1):
        looks.header(cell_at(area.sheet, area.header, at), Texts().fit(heading), right=at > 1)
        letter = get_column_letter(at)
        known = letter in area.sheet.column_dimensions
        dimension = area.sheet.column_dimensions[letter]
        dimension.width = max(dimension.width if known else 0, widths[at - 1])


def shade(area: Area, grid: Grid) -> None:
    """Colour the numbers of a grid by their size; Excel keeps the colours up to date."""
    ends = [FormatObject("min"), FormatObject("percentile", 100 * grid.full)]
    scale = ColorScale(ends, [Color(PALE), Color(DEEP)])
    last = get_column_letter(len(grid.columns) + 1)
    area.sheet.conditional_formatting.add(
        f"B{area.header + 1}:{last}{area.header + area.rows}",
        Rule("colorScale", colorScale=scale),
    )


def lines(chart: Chart, area: Area, grid: Grid, cell: Column, language: Language) -> LineChart:
    """Return a line chart over a grid, a line for each of its columns."""
    result = LineChart()
    last = area.header + area.rows
    for number in range(len(grid.columns)):
        column = number + 2
        result.add_data(
            Reference(area.sheet, column, area.header, column, last), titles_from_data=True
        )
        charts.color(result, number)
    result.set_categories(Reference(area.sheet, 1, area.header + 1, 1, last))
    result.title = charts.title(values.clean(chart.title.say(language)))
    result.height, result.width = charts.HEIGHT_CM, charts.WIDTH_CM
    result.legend = Legend("b")
    charts.axes(result, cell)
    return result
