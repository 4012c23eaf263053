"""Small lines in cells, as Excel 2010 and LibreOffice 7.4 draw them; others leave the cells blank.

They are an extension at the end of a sheet's XML (MS-XLSX 2.3.3), which openpyxl does not write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Iterable

END = b"</worksheet>"
X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
XM = "http://schemas.microsoft.com/office/excel/2006/main"
EXTENSION = "{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"
COLOR, LAST = "FF1F6F8B", "FFC4702A"


class Sparkline(NamedTuple):
    """The cell that a line stands in, and the cells that it draws."""

    place: str
    cells: str


def added(sheet: bytes, lines: Iterable[Sparkline]) -> bytes:
    """Return the XML of a sheet with small lines."""
    elements = "".join(
        f"<x14:sparkline><xm:f>{escape(line.cells)}</xm:f><xm:sqref>{line.place}</xm:sqref>"
        "</x14:sparkline>"
        for line in lines
    )
    if not elements:
        return sheet
    extension = (
        f'<extLst><ext uri="{EXTENSION}" xmlns:x14="{X14}">'
        f'<x14:sparklineGroups xmlns:xm="{XM}">'
        '<x14:sparklineGroup lineWeight="1.25" displayEmptyCellsAs="gap" last="1">'
        f'<x14:colorSeries rgb="{COLOR}"/><x14:colorLast rgb="{LAST}"/>'
        f"<x14:sparklines>{elements}</x14:sparklines>"
        "</x14:sparklineGroup></x14:sparklineGroups></ext></extLst>"
    )
    head, _, tail = sheet.rpartition(END)
    return head + extension.encode() + END + tail
