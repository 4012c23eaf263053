"""A chart of a document as a picture with its legend, whatever its kind."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.document import Text
from repurchase_cli.writers import curves, grid, values
from repurchase_cli.writers.svg import bars, heatmap, lines
from repurchase_cli.writers.svg.elements import Size, picture
from repurchase_cli.writers.svg.field import WIDTH, field_size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup

    from repurchase_cli.document import Chart, Language, Table
    from repurchase_cli.writers.curves import Curves

KINDS: Mapping[str, Text] = {
    "bar": Text("Bar chart", "条形图"),
    "column": Text("Column chart", "柱形图"),
    "line": Text("Line chart", "折线图"),
    "curve": Text("Curve", "曲线图"),
    "heatmap": Text("Heat map", "热力图"),
}


class Drawing(NamedTuple):
    """A picture, the names of its colours where it has several, and what it leaves out."""

    picture: Markup
    legend: list[str]
    line: bool  # whether the colours are those of lines
    left_out: list[str]


def drawn(key: str, chart: Chart, table: Table, language: Language, digits: int) -> Drawing | None:
    """Return the chart as a picture, or None where there is nothing to draw."""
    if chart.kind == "heatmap":
        return _heatmap(key, chart, table, language)
    if chart.kind in {"line", "curve"}:
        return _lines(key, chart, table, language)
    return _bars(key, chart, table, language, digits)


def _summary(chart: Chart, table: Table, language: Language, number: Text) -> str:
    """Say what is drawn over what, for those who do not see it."""
    ids = (*chart.values, chart.category)
    *up, across = (curves.column(table, name).label.say(language) for name in ids)
    kind = KINDS[chart.kind].say(language)
    return Text(
        f"{kind}: {', '.join(up)} by {across}, {number.en}.",
        f"{kind}：{across}与{'、'.join(up)}，{number.zh}。",
    ).say(language)


def _bars(key: str, chart: Chart, table: Table, language: Language, digits: int) -> Drawing | None:
    data = bars.read(chart, table, language, digits)
    if not data.rows:
        return None
    category = curves.column(table, chart.category)
    lying = chart.kind == "bar"
    parts = bars.lying(data, language) if lying else bars.standing(data, category, language)
    size = Size(WIDTH, bars.height(data)) if lying else field_size(labelled=len(data.columns) == 1)
    count = len(data.rows)
    summary = _summary(chart, table, language, Text(f"{count} rows", f"{count} 行"))
    names = [values.clean(column.label.say(language)) for column in data.columns]
    return Drawing(
        picture(key, chart.title.say(language), summary, size, *parts),
        names if len(names) > 1 else [],
        line=False,
        left_out=[f"+ {data.left_out:,} {values.MORE_ROWS.say(language)}"] if data.left_out else [],
    )


def _lines(key: str, chart: Chart, table: Table, language: Language) -> Drawing | None:
    data = read_lines(chart, table, language)
    if data.empty:
        return None
    x, y = (curves.column(table, name) for name in (chart.category, chart.values[0]))
    if len(chart.values) > 1:
        y = replace(y, label=Text("", ""))
    count = len(data.lines)
    summary = _summary(chart, table, language, Text(f"lines: {count}", f"{count} 条线"))
    parts = lines.drawn(data, x, y, language)
    size = field_size(labelled=len(chart.values) == 1)
    left_out = data.left_out_line(language)
    return Drawing(
        picture(key, chart.title.say(language), summary, size, *parts),
        list(data.lines) if count > 1 else [],
        line=True,
        left_out=[left_out] if left_out else [],
    )


def read_lines(chart: Chart, table: Table, language: Language) -> Curves:
    """Return the lines of a chart: those of its series, or one for each of its values."""
    if len(chart.values) == 1:
        return curves.read(chart, table, language)
    parts = {
        values.clean(curves.column(table, name).label.say(language)): curves.read(
            replace(chart, values=(name,)), table, language
        )
        for name in chart.values
    }
    ticks = {x: text for part in parts.values() for x, text in part.ticks.items()}
    lines = {name: line for name, part in parts.items() for line in part.lines.values()}
    return curves.Curves(lines, [], [], ticks)


def _heatmap(key: str, chart: Chart, table: Table, language: Language) -> Drawing | None:
    whole = grid.read(chart, table, language)
    if not whole.cells:
        return None
    kept = heatmap.part(whole)
    down, across, cell = (
        curves.column(table, name) for name in (chart.category, chart.series, chart.values[0])
    )
    count = Text(
        f"{len(kept.rows)} rows, {len(kept.columns)} columns",
        f"{len(kept.rows)} 行 {len(kept.columns)} 列",
    )
    summary = _summary(chart, table, language, count)
    parts = heatmap.drawn(kept, down, across, cell, language)
    title = chart.title.say(language)
    return Drawing(
        picture(
            key, title, summary, heatmap.size(kept, down.label.say(language)), *parts, kind="grid"
        ),
        [],
        line=False,
        left_out=[line.say(language) for line in kept.left_out(whole)],
    )
