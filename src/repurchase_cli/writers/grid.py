"""A table in long form as a grid: one column down, one across, one value in each cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from repurchase_cli.document import Text
from repurchase_cli.writers import pages, values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from repurchase_cli.document import Chart, Language, Table

DEEP_FROM = 0.9


class Grid(NamedTuple):
    """The headings of a grid, and its values by the two headings; what is missing has none."""

    rows: list[str]
    columns: list[str]
    cells: dict[tuple[str, str], float]

    @property
    def full(self) -> float:
        """The part of the numbers below the deepest shade.

        The largest tenth has it, and all that equal the largest: a first column of 100% must not
        leave the rest pale.
        """
        numbers = list(self.cells.values())
        return min(DEEP_FROM, 1 - numbers.count(max(numbers)) / len(numbers))

    def last(self, rows: int) -> Grid:
        """Return the last rows, and the columns in which they have a value."""
        return self._part(self.rows[-rows:], self.columns)

    def of(self, columns: list[str]) -> Grid:
        """Return these of the columns, and the rows in which they have a value."""
        return self._part(self.rows, columns)

    def _part(self, rows: list[str], columns: list[str]) -> Grid:
        down, across = set(rows), set(columns)
        cells = {at: one for at, one in self.cells.items() if at[0] in down and at[1] in across}
        filled = {row for row, _ in cells}, {column for _, column in cells}
        return Grid(
            [row for row in rows if row in filled[0]],
            [column for column in columns if column in filled[1]],
            cells,
        )

    def left_out(self, whole: Grid) -> Iterator[Text]:
        """Say what of a whole grid this part does not show; columns without a value are no loss."""
        if rows := len(whole.rows) - len(self.rows):
            yield Text(f"not shown: the first {rows:,} rows", f"未显示：前 {rows:,} 行")
        if columns := len(whole.last(len(self.rows)).columns) - len(self.columns):
            yield Text(f"not shown: the last {columns:,} columns", f"未显示：后 {columns:,} 列")


def read(chart: Chart, table: Table, language: Language) -> Grid:
    """Lay a chart's table out: rows in the table's order, columns too unless they are numbers.

    Where a combination stands twice, the later row counts.
    """
    frame = pages.page_frame(table, language)
    kinds = {column.id: column.kind for column in table.columns}
    down, across = (
        values.shown_column(frame[name].tolist(), kinds[name])
        for name in (chart.category, chart.series)
    )
    numbers = map(values.real, frame[chart.values[0]].tolist())
    cells = {
        (row, column): number
        for row, column, number in zip(down, across, numbers, strict=True)
        if number is not None
    }
    order = dict(zip(across, map(values.position, frame[chart.series].tolist()), strict=True))
    columns = sorted(order, key=lambda one: order[one] or 0.0)
    return Grid(list(dict.fromkeys(row for row, _ in cells)), columns, cells)
