"""A private UTF-8 copy of a file that an engine cannot scan as it is.

Other encodings, runs of blanks, lines before the header, uneven rows and merged cells are dealt
with here, in one streaming pass: what comes out is plain CSV whose first two columns are the
physical line of the record in the original and a flag that says how it was mended.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from repurchase_cli.errors import InputError
from repurchase_cli.readers.files.merged import Merged
from repurchase_cli.readers.text.dialect import BLANKS, DELIMITERS, Dialect, records

#: A row with fewer cells than the header: the rest is taken as empty.
SHORT = "short_row"
#: The last row, with fewer cells than the header and no line end: the rest of the file is missing.
CUT = "cut_row"
#: A row with more cells than the header that are not empty: it cannot be told which is which.
LONG = "long_row"
_TEXT = re.compile(r'="([^"]*)"')
_QUOTED = re.compile(r"^(?:`(?=.)|'(?=\d|.*'$))(.*?)'?$")
_WIDE = re.compile("[０-９]")
#: Digits of Arabic, Persian and Indian scripts, with their marks of decimals and thousands.
_FOREIGN = re.compile("[٠-٩۰-۹०-९০-৯]")
#: What shows, in a row whose cells are joined by ``\x1f``, that one of them is to be undressed.
_DRESSED = re.compile(rf"(?:^|\x1f)['=`]|{_WIDE.pattern}|{_FOREIGN.pattern}")
_DIGITS = {
    **{ord(zero) + n: str(n) for zero in "٠۰०০" for n in range(10)},
    ord("٫"): ".", ord("٬"): ",",
}  # fmt: skip
#: Rows of so many cells are not cut alike by another delimiter by chance.
_TELLING = 3
_SIGNS = {"\t": "TAB"}
#: What a merge leaves where two versions of a text differ.
_CONFLICT = ("<<<<<<<", ">>>>>>>")


def write(
    lines: Iterable[str],
    target: Path,
    *,
    name: str,
    dialect: Dialect,
    width: int,
    merged: Merged | None = None,
) -> int:
    """Copy the records below the header to ``target``; return how many were filled up.

    Parameters
    ----------
    lines
        The text of the file, line by line.
    merged
        Cells that take the value above, where cells were merged.

    Raises
    ------
    InputError
        When the text is no table, a quotation mark is never closed, or the delimiter changes.
    """
    above = [""] * width
    short = 0
    ending = _Ending(lines)
    try:
        with target.open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            for index, (line, cells) in enumerate(records(ending, dialect.delimiter)):
                if len(cells) < width and cells[0].startswith(_CONFLICT):
                    raise _conflict(name, line)
                if index <= dialect.header:
                    continue
                flag = _flag(cells, width)
                if flag == SHORT:
                    _refuse_other_delimiter(cells, width, dialect, name, line)
                    flag, short = (CUT, short) if ending.is_cut else (SHORT, short + 1)
                row = _fitted(cells, width)
                above = row = merged.filled(row, above, line) if merged else row
                if "\r" in "".join(row):  # the writer would leave it unquoted
                    row = [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in row]
                writer.writerow((line, flag, *row))
    except csv.Error as error:
        raise InputError(f"not a table of text: {error}", file=name) from None
    return short


class _Ending:
    """Lines of a text that tell, after the last one, whether its line end is missing."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = lines
        self.is_cut = False

    def __iter__(self) -> Iterator[str]:
        """Yield the lines."""
        for line in self._lines:
            self.is_cut = not line.endswith(("\n", "\r"))
            yield line


def _refuse_other_delimiter(
    cells: Sequence[str], width: int, dialect: Dialect, name: str, line: int
) -> None:
    """Raise when a row is cut into as many cells as the header has by another delimiter.

    Raises
    ------
    InputError
        Naming its line: with it another file begins.
    """
    if width < _TELLING or dialect.delimiter == BLANKS:
        return
    row = dialect.delimiter.join(cells)
    for other in DELIMITERS:
        if other != dialect.delimiter and row.count(other) == width - 1:
            raise InputError(
                f"from here on cells are parted by {_SIGNS.get(other, other)!r}, before by "
                f"{_SIGNS.get(dialect.delimiter, dialect.delimiter)!r}: two exports in one file",
                hint="export it again in one piece, or give each part a file of its own",
                file=name,
                line=line,
            )


def _conflict(name: str, line: int) -> InputError:
    return InputError(
        "two versions of this file were merged and differ here: lines would count twice",
        hint="keep one version, or export again",
        file=name,
        line=line,
    )


def _flag(cells: Sequence[str], width: int) -> str:
    if len(cells) < width:
        return SHORT
    return LONG if any(cell.strip() for cell in cells[width:]) else ""


def _fitted(cells: Sequence[str], width: int) -> list[str]:
    return [*unwrapped(cells[:width]), *[""] * (width - len(cells))]


def unwrapped(cells: Sequence[str]) -> Sequence[str]:
    """Return cells without what tells a spreadsheet to keep a text as it is, and without width."""
    return [bare(cell) for cell in cells] if _DRESSED.search("\x1f".join(cells)) else cells


def bare(cell: str) -> str:
    """Return the text of ``="…"``, ``'2024-03-05`` or ``'…'``, in the digits 0 to 9."""
    if cell.startswith('="'):
        return _TEXT.sub(r"\1", cell)
    if _WIDE.search(cell):
        cell = unicodedata.normalize("NFKC", cell)
    if is_foreign_number(cell):
        cell = cell.translate(_DIGITS)
    return _QUOTED.sub(r"\1", cell)


def is_foreign_number(cell: str) -> bool:
    """Whether a cell holds digits of another script."""
    return not cell.isascii() and bool(_FOREIGN.search(cell))
