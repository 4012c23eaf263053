"""Bars that lie and columns that stand: one scale, those of a row together."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.writers import axes, curves, pages, values
from repurchase_cli.writers.svg.elements import element, hover, label, shortened, text_width
from repurchase_cli.writers.svg.field import TOP, WIDTH, field, frame, marks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markupsafe import Markup

    from repurchase_cli.document import Chart, Column, Language, Table
    from repurchase_cli.writers.svg.field import Field

ROWS = 36
NAME_WIDTH = 140.0
BAR, ROW_GAP = 16.0, 10.0
FULL = 0.72  # of a column's room that its bars take
WIDEST = 64.0  # a column
MARKS_UP = 4


class Row(NamedTuple):
    """A row of the chart: its name, its numbers, and how people read them."""

    name: str
    numbers: list[float | None]
    texts: list[str]


class Bars(NamedTuple):
    """The rows to draw, the columns of their numbers, and how many rows are left out."""

    rows: list[Row]
    columns: list[Column]
    left_out: int

    @property
    def ends(self) -> tuple[float, float]:
        """The smallest and the largest number."""
        numbers = [number for row in self.rows for number in row.numbers if number is not None]
        return min(numbers, default=0.0), max(numbers, default=0.0)


def read(chart: Chart, table: Table, language: Language, digits: int) -> Bars:
    """Read the last rows of a chart's table."""
    frame = pages.page_frame(table, language)
    left_out = max(len(frame) - ROWS, 0)
    frame = frame.tail(ROWS)
    columns = [curves.column(table, name) for name in chart.values]
    category = curves.column(table, chart.category)
    names = values.shown_column(frame[chart.category].tolist(), category.kind, digits)
    cells = [frame[column.id].tolist() for column in columns]
    texts = [
        values.shown_column(raw, column.kind, digits)
        for raw, column in zip(cells, columns, strict=True)
    ]
    rows = zip(names, zip(*cells, strict=True), zip(*texts, strict=True), strict=True)
    return Bars(
        [Row(name, [*map(values.real, row)], list(words)) for name, row, words in rows],
        columns,
        left_out,
    )


def height(bars: Bars) -> float:
    """Return the height of the picture of lying bars."""
    return len(bars.rows) * (BAR * len(bars.columns) + ROW_GAP)


def lying(bars: Bars, language: Language) -> Iterator[Markup]:
    """Yield the parts of a picture of lying bars, each with its number at its end."""
    names = [shortened(row.name, NAME_WIDTH) for row in bars.rows]
    left = text_width(names) + 8
    room = WIDTH - left - text_width(text for row in bars.rows for text in row.texts) - 8
    low, high = bars.ends
    scale = axes.Axis(min(low, 0.0), max(high, 0.0), {})
    zero = left + scale.part(0.0) * room
    top = ROW_GAP / 2
    for name, row in zip(names, bars.rows, strict=True):
        middle = top + BAR * len(row.numbers) / 2 + 4
        yield label(name, left - 8, middle, text_anchor="end")
        for index, (value, text) in enumerate(zip(row.numbers, row.texts, strict=True)):
            end = left + scale.part(value or 0.0) * room
            x, width = min(zero, end), abs(end - zero)
            box = {"x": x, "y": top + index * BAR + 1, "width": width, "height": BAR - 2}
            tip = hover(_hover_text(row, bars.columns[index], text, language))
            yield element("rect", tip, **box, class_=f"bar c{index + 1}")
            yield label(text or "–", x + width + 5, top + index * BAR + 12, class_="value")
        top += BAR * len(row.numbers) + ROW_GAP


def standing(bars: Bars, category: Column, language: Language) -> Iterator[Markup]:
    """Yield the parts of a picture of standing columns."""
    first = bars.columns[0]
    area = field(axes.upright(*bars.ends, first.kind, MARKS_UP))
    up_label = first.label.say(language) if len(bars.columns) == 1 else ""
    yield from frame(area, up_label, category.label.say(language))
    room = 1 / max(len(bars.rows), 1)
    middles = [(index + 0.5) * room for index in range(len(bars.rows))]
    names = [shortened(row.name, max(area.width * room, NAME_WIDTH / 2)) for row in bars.rows]
    yield from marks(area, dict(zip(middles, names, strict=True)))
    for middle, row in zip(middles, bars.rows, strict=True):
        yield from _columns(area, area.x(middle), room * area.width, row, bars, language)


def _columns(
    area: Field, middle: float, room: float, row: Row, bars: Bars, language: Language
) -> Iterator[Markup]:
    """Yield the columns of a row around its middle."""
    width = min(room * FULL / len(row.numbers), WIDEST)
    left = middle - width * len(row.numbers) / 2
    alone = len(row.numbers) == 1 and all(text_width(each.texts) < room for each in bars.rows)
    for index, (value, text) in enumerate(zip(row.numbers, row.texts, strict=True)):
        zero, end = area.y(0.0), area.y(value or 0.0)
        box = {"x": left + index * width, "width": max(width - 1, 1)}
        tip = hover(_hover_text(row, bars.columns[index], text, language))
        yield element(
            "rect", tip, **box, y=min(zero, end), height=abs(zero - end), class_=f"bar c{index + 1}"
        )
        if alone and min(zero, end) > TOP:
            yield label(text, middle, min(zero, end) - 4, text_anchor="middle", class_="value")


def _hover_text(row: Row, column: Column, text: str, language: Language) -> str:
    return f"{row.name}, {column.label.say(language)}: {text or '–'}"
