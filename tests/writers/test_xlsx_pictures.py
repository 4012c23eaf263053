"""Curves and heatmaps in a workbook that is read back."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from repurchase_cli.document import Chart
from tests.writers.pictures import RETURNS, charted, curve, dated, heatmap, triangle, two_lines
from tests.writers.test_xlsx import column, written

if TYPE_CHECKING:
    from openpyxl import Workbook

    from repurchase_cli.document import Document


def drawn(book: Workbook) -> Any:
    """Return the only chart of the summary."""
    (chart,) = book["Summary"]._charts  # type: ignore[attr-defined]
    return chart


def ranges(book: Workbook) -> list[tuple[str, str]]:
    return [(one.xVal.numRef.f, one.yVal.numRef.f) for one in drawn(book).series]


def names(book: Workbook) -> list[str]:
    return [one.tx.v for one in drawn(book).series]


def test_a_curve_reads_the_rows_of_each_line() -> None:
    book = written(curve(two_lines()))
    assert drawn(book).tagname == "scatterChart"
    assert ranges(book) == [
        ("'points'!$B$2:$B$4", "'points'!$C$2:$C$4"),
        ("'points'!$B$5:$B$7", "'points'!$C$5:$C$7"),
    ]
    assert names(book) == ["一月", "二月"]
    assert not any(one.smooth for one in drawn(book).series)
    assert {one.marker.symbol for one in drawn(book).series} == {None}
    assert column(book, "points", "C")[1:] == two_lines()["share"]


def test_a_shown_table_is_read_where_it_is_shown() -> None:
    document = curve(two_lines())
    (section,) = document.sections
    assert section.table is not None
    shown = replace(section, table=replace(section.table, shown=True))
    book = written(replace(document, sections=(shown,)))
    summary = book["Summary"]
    (_, first), (_, last) = ranges(book)
    assert [cell[0].value for cell in summary[first.partition("!")[2]]] == [0.0, 0.3, 0.4]
    assert [cell[0].value for cell in summary[last.partition("!")[2]]] == [0.0, 0.1, 0.2]


def test_an_axis_of_shares_ends_at_all_of_them() -> None:
    whole = drawn(written(curve({"days": [0, 9], "share": [0.0, 1.0]})))
    assert (whole.x_axis.scaling.max, whole.y_axis.scaling.max) == (None, 1)
    part = drawn(written(curve({"days": [0, 9], "share": [0.0, 0.5]})))
    assert part.y_axis.scaling.max is None


def test_rows_apart_are_runs_of_one_line() -> None:
    rows = {"cohort": list("aabba"), "days": [0, 1, 0, 1, 2], "share": [0.1] * 5}
    book = written(curve(rows))
    assert names(book) == ["a", "b", "a"]
    first, _, last = drawn(book).series
    assert first.spPr.ln.solidFill == last.spPr.ln.solidFill
    assert [one.idx for one in drawn(book).legend.legendEntry] == [2]


def test_a_band_is_two_thin_pale_lines() -> None:
    rows = {"days": [0, 10], "share": [0.5, 0.5], "low": [0.1, 0.2], "high": [0.9, 0.8]}
    book = written(curve(rows, band=("low", "high")), "zh")
    assert [y for _, y in ranges(book)] == [
        "'points'!$B$2:$B$3", "'points'!$C$2:$C$3", "'points'!$D$2:$D$3",
    ]  # fmt: skip
    line, *bounds = (one.spPr.ln for one in drawn(book).series)
    assert all(one.w < line.w for one in bounds)
    assert names(book)[0] == "已回购占比"
    assert [one.idx for one in drawn(book).legend.legendEntry] == [1, 2]


def test_dates_are_dates_and_the_axis_starts_with_them() -> None:
    book = written(curve(dated(), "day"))
    axis = drawn(book).x_axis
    assert axis.number_format.formatCode == "yyyy-mm-dd"
    assert axis.scaling.min == (date(2023, 1, 15) - date(1899, 12, 30)).days
    assert drawn(book).y_axis.number_format.formatCode == "0%"


def test_rows_on_a_second_sheet_are_not_drawn() -> None:
    book = written(curve(two_lines()), sheet_rows=5)
    assert book.sheetnames[1:3] == ["points", "points (2)"]
    assert [y for _, y in ranges(book)] == ["'points'!$C$2:$C$4", "'points'!$C$5"]


@pytest.mark.parametrize("share", [[], [math.nan] * 2], ids=["empty", "nan"])
@pytest.mark.parametrize("kind", ["curve", "heatmap", "line"])
def test_nothing_to_draw(kind: Any, share: list[float]) -> None:
    rows = {"cohort": ["a"] * len(share), "period": [0] * len(share), "share": share}
    chart = Chart(kind, RETURNS, "points", "period", ("share",), "cohort")
    book = written(charted(rows, chart))
    assert not book["Summary"]._charts  # type: ignore[attr-defined]
    assert "There is nothing to draw." in column(book, "Summary", "A")


def test_one_point() -> None:
    book = written(curve({"days": [3], "share": [0.5]}))
    assert ranges(book) == [("'points'!$A$2", "'points'!$B$2")]
    assert drawn(book).series[0].marker.symbol == "circle"


def grid(document: Document) -> list[list[object]]:
    """Return the cells of the summary from the row of the grid's headings on."""
    sheet = written(document)["Summary"]
    start = next(cell.row for cell in sheet["A"] if cell.value == "First month")
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=start, max_col=5)]


def test_a_heatmap_is_a_triangle_of_numbers() -> None:
    assert grid(heatmap(triangle(3))) == [
        ["First month", "0", "1", "2", None],
        ["2020-01", 1, 0.5, 1 / 3, None],
        ["2020-02", 1, 0.5, None, None],
        ["2020-03", 1, None, None, None],
    ]


def test_missing_values_are_blank() -> None:
    rows = triangle(3)
    rows["share"][1] = math.nan
    assert grid(heatmap(rows))[1] == ["2020-01", 1, None, 1 / 3, None]


def test_a_heatmap_is_shaded_by_a_rule_of_two_colours() -> None:
    sheet = written(heatmap(triangle(3)))["Summary"]
    ((area, (rule,)),) = sheet.conditional_formatting._cf_rules.items()  # type: ignore[attr-defined]
    row = next(cell.row for cell in sheet["A"] if cell.value == "2020-01")
    assert str(area.sqref) == f"B{row}:D{row + 2}"
    assert [one.rgb for one in rule.colorScale.color] == ["FFF4F8FB", "FF5B8DB0"]
    assert [one.type for one in rule.colorScale.cfvo] == ["min", "percentile"]
    assert rule.colorScale.cfvo[1].val == 50  # three of six cells are the first column of 100%
    assert sheet.cell(row, 2).number_format == "0%"


def test_money_in_a_heatmap() -> None:
    sheet = written(heatmap(triangle(2, "revenue"), "revenue"))["Summary"]
    assert next(cell.number_format for cell in sheet["B"] if cell.value == 1) == "#,##0"


def test_a_large_heatmap_says_what_is_left_out() -> None:
    texts = column(written(heatmap(triangle(40))), "Summary", "A")
    assert "2020-01" in texts
    assert "not shown: the last 4 columns" in texts


def test_a_heading_is_text_and_never_a_formula() -> None:
    rows = {"cohort": ["=1+1"], "period": [0], "share": [0.5]}
    sheet = written(heatmap(rows))["Summary"]
    (cell,) = (cell for cell in sheet["A"] if cell.value == "=1+1")
    assert (cell.data_type, cell.quotePrefix) == ("s", True)


def test_lines_share_the_axis_of_a_grid() -> None:
    rows = {
        "cohort": ["2023-01", "2023-02", "2023-02"],
        "revenue": [100.0, 200.0, 300.0],
        "low": ["a", "a", "b"],
    }
    book = written(charted(rows, Chart("line", RETURNS, "points", "cohort", ("revenue",), "low")))
    sheet = book["Summary"]
    row = next(cell.row for cell in sheet["A"] if cell.value == "2023-01")
    assert [cell.value for cell in sheet[row]][:3] == ["2023-01", 100, None]
    assert [cell.value for cell in sheet[row + 1]][:3] == ["2023-02", 200, 300]
    assert drawn(book).tagname == "lineChart"
    assert [one.val.numRef.f for one in drawn(book).series] == [
        f"'Summary'!$B${row}:$B${row + 1}",
        f"'Summary'!$C${row}:$C${row + 1}",
    ]
    assert row > drawn(book).anchor._from.row + 15
