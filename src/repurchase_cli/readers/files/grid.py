"""Rows of cells as a CSV text in which each record stands on the line of its number.

Rows come one by one and are written as they come; leading blank columns are left out and short rows
filled up only at the end, when the extent of all is known.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.merged import Span

MOST_COLUMNS = 1 << 14
_MOST_PADDING = 1 << 28

Note = tuple[str, str]


class Sheet(NamedTuple):
    """A sheet's title, its CSV text, and the cells of a column that it has merged."""

    title: str
    path: Path
    merged: tuple[Span, ...]


class Workbook(NamedTuple):
    """The sheets that hold a table, and what is to be said of the others."""

    sheets: tuple[Sheet, ...]
    notes: tuple[Note, ...]


class Grid:
    """The rows of a sheet on their way into a text.

    ``filled`` counts the rows that have more than one cell: a table has at least two.
    """

    def __init__(self, workspace: Path, name: str, *, most_rows: int) -> None:
        self.filled = 0
        self._workspace, self._name, self._most_rows = workspace, name, most_rows
        self._widths: list[int] = []
        self._first = MOST_COLUMNS
        self._merged: list[Span] = []
        self._rough = tempfile.TemporaryFile(  # noqa: SIM115 - closed on leaving
            "w+", dir=workspace, encoding="utf-8", newline=""
        )
        self._write = csv.writer(self._rough, lineterminator="\n").writerow

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._rough.close()

    @property
    def last(self) -> int:
        """The number of the last row, 0 before the first."""
        return len(self._widths)

    def row(self, number: int, values: dict[int, str]) -> None:
        """Write a row of cells by their column; the rows left out since the last are blank.

        Raises
        ------
        InputError
            When its number is not above that of the last row.
        """
        behind = number - 1 - len(self._widths)
        if behind < 0 or number > self._most_rows:
            raise broken(self._name, f"its row {number} is out of order")
        if behind:
            self._widths.extend([0] * behind)
            self._rough.write("\n" * behind)
        filled = [column for column, value in values.items() if value.strip()]
        width = max(filled, default=-1) + 1
        self._widths.append(width)
        if not filled:
            self._rough.write("\n")
            return
        self._first = min(self._first, *filled)
        self.filled += len(filled) > 1
        self._write([values.get(column, "") for column in range(width)])

    def merge(self, span: Span) -> None:
        """Keep cells merged over several rows: of each range its first column has the value."""
        if span.last > span.first:
            self._merged.append(span)

    def sheet(self, title: str) -> Sheet | None:
        """Return the rows as a text of the workspace, None when they are no table."""
        if self.filled < 2:
            return None
        self._rough.seek(0)
        with tempfile.NamedTemporaryFile(
            "w", dir=self._workspace, prefix="sheet-", suffix=".csv", encoding="utf-8", newline="",
            delete=False,
        ) as out:  # fmt: skip
            out.writelines(self._squared())
        return Sheet(title, Path(out.name), self._spans())

    def _squared(self) -> Iterator[str]:
        """Yield the lines without the leading blank columns, as wide as the widest."""
        widest = max(self._widths)
        filled = sum(1 for width in self._widths if width)
        pad = widest * filled < _MOST_PADDING
        for line, width in zip(self._rough, self._widths, strict=True):
            if not width:
                yield "\n"
            else:
                yield f"{line[self._first : -1]}{',' * (widest - width) if pad else ''}\n"

    def _spans(self) -> tuple[Span, ...]:
        """Return the merged cells, in columns without the leading blank ones."""
        shifted = (span._replace(column=span.column - self._first) for span in self._merged)
        return tuple(span for span in shifted if span.column >= 0)


def broken(name: str, why: str) -> InputError:
    """Return the error of a workbook that cannot be read."""
    return InputError(
        f"this workbook is damaged: {why}", hint="save it again, or save it as .csv", file=name
    )


def hidden_sheet(name: str, title: str) -> Note:
    """Return what is to be said of a sheet that is hidden."""
    return (
        f"{name}: the hidden sheet {title} was not read",
        f"{name}：隐藏的工作表“{title}”未读取",
    )
