"""A workbook of openpyxl as bytes in memory.

openpyxl's own way puts every sheet into a file of its own in the temporary folder, and chatters on
standard error when that is full. Here sheets are short: their rows come later.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

if TYPE_CHECKING:
    from openpyxl import Workbook


class _InMemory(ExcelWriter):
    _archive: zipfile.ZipFile

    def write_worksheet(self, ws: Any) -> None:  # noqa: ANN401 - what openpyxl does not type
        """Write a sheet as openpyxl does, but for the file."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts = ws._charts
        ws._drawing.images = ws._images
        writer: Any = WorksheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        self._archive.writestr(ws.path[1:], writer.read())
        self.manifest.append(ws)


def saved(book: Workbook) -> io.BytesIO:
    """Return the workbook as a file in memory."""
    file = io.BytesIO()
    book.properties.modified = datetime.now(UTC).replace(tzinfo=None)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        _InMemory(book, archive).save()
    return file
