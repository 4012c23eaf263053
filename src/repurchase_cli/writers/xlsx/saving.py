"""A workbook of openpyxl as bytes in memory.

openpyxl's own way puts every sheet into a file of its own in the temporary folder, and chatters on
standard error when that is full. Here sheets are short: their rows come later.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, time
from typing import TYPE_CHECKING, Any

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.merge import MergeCell, MergeCells
from openpyxl.writer.excel import ExcelWriter

from repurchase_cli.writers.xlsx import sparklines

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from openpyxl import Workbook

    from repurchase_cli.writers.xlsx.sparklines import Sparkline


class _SheetWriter(WorksheetWriter):
    ws: Any

    def write_merged_cells(self) -> None:
        """Write merged cells in their order; openpyxl holds them in a set."""
        places = sorted(self.ws.merged_cells.ranges, key=lambda one: (one.min_row, one.min_col))
        if places:
            cells = [MergeCell(place.coord) for place in places]
            self.xf.send(MergeCells(mergeCell=cells).to_tree())


class _InMemory(ExcelWriter):
    _archive: zipfile.ZipFile
    lines: Mapping[str, Sequence[Sparkline]]

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - what openpyxl does not type
        """Write a sheet as openpyxl does, but for the file."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        writer: Any = _SheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        content = sparklines.added(writer.read(), self.lines.get(ws.title, ()))
        self._archive.writestr(ws.path[1:], content)
        self.manifest.append(ws)


def saved(book: Workbook, lines: Mapping[str, Sequence[Sparkline]], day: date) -> io.BytesIO:
    """Return the workbook as a file in memory, dated ``day``, with its small lines by sheet."""
    file = io.BytesIO()
    book.properties.created = book.properties.modified = datetime.combine(day, time())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = _InMemory(book, archive)
        writer.lines = lines
        writer.save()
    return file
