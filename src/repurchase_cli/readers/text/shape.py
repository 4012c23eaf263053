"""A file's bytes and shape: how it is cut into records and cells, where its header is.

What comes out has a scan that an engine can run: of the file where it lies when it is clean, else
of a private copy.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from repurchase_cli.errors import InputError
from repurchase_cli.grammars.dates import looks_like_date
from repurchase_cli.readers.files.inputs import Input
from repurchase_cli.readers.files.merged import Merged
from repurchase_cli.readers.meaning import synonyms
from repurchase_cli.readers.meaning.table import Table
from repurchase_cli.readers.text import cleancopy, decoding, dialect, encoding
from repurchase_cli.readers.text.dialect import Dialect
from repurchase_cli.sources import Layout, Scan, Source

#: A sample is of a file's head, middle and tail, and all of a file that is no longer.
_HEAD_BYTES, _PIECE_BYTES = 1 << 18, 1 << 15
_SAMPLE_ROWS, _FEW = 5000, 50
#: However small a sample is, it shows the header, and some records from each part of the file.
_LEAST_TEXT, _LEAST_ROWS = 1 << 13, 20
_HEADER_CELLS, _MOSTLY = 3, 0.75


class Looks:
    """How files that begin with the same line are cut: of many such files one is looked at.

    A file that does not come out even is looked at for itself.
    """

    def __init__(self, known: Callable[[str], bool] = synonyms.known) -> None:
        self.known = known
        self._by_line: dict[str, Dialect] = {}

    def dialect(self, text: str) -> Dialect:
        """Return how the first part of a text is cut, of which the last line may be cut."""
        line = text.partition("\n")[0]
        shape = self._by_line.get(line)
        if shape is None or not _comes_out_even(text, shape):
            shape = dialect.sniff(text, self.known)
            if shape.header == 0:
                self._by_line[line] = shape
        return shape


def _comes_out_even(text: str, shape: Dialect) -> bool:
    """Whether all records of a text but the last have as many cells as the first, several."""
    try:
        rows = list(dialect.records(io.StringIO(text, newline=""), shape.delimiter))
    except csv.Error:
        return False
    widths = {len(cells) for _, cells in rows[:-1] or rows}
    return len(widths) == 1 and widths != {1}


class NoRecordsError(InputError):
    """A file that holds a header and nothing below it, as of a day without sales."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A file whose bytes and shape are understood, but not yet its meaning.

    ``short_rows`` had fewer cells than the header.
    """

    input: Input
    encoding: str
    dialect: Dialect
    header_line: int
    table: Table
    scan: Scan
    short_rows: int = 0

    def meaning(self, layout: Layout) -> Source:
        """Return the file as it is understood, with what its columns mean."""
        return Source(
            name=self.input.name,
            format=self.input.format,
            encoding=self.encoding,
            delimiter=self.dialect.delimiter,
            header_line=self.header_line,
            layout=layout,
            scan=self.scan,
        )


def open_file(
    item: Input,
    asked_encoding: str,
    workspace: Path,
    *,
    copy: bool = False,
    merged: Merged | None = None,
    looks: Looks | None = None,
    share: float = 1.0,
) -> Opened:
    """Understand the bytes and the shape of a file.

    Parameters
    ----------
    asked_encoding
        The encoding that the user names for texts; empty to judge by the bytes.
    copy
        Copy the file although its sample is clean.
    merged
        Cells that take the value above; the file is copied.
    looks
        Tells how the file is cut, and the header: by the names from which fields may be read.
    share
        Share of the usual sample that is enough, where it is one file of many.

    Raises
    ------
    InputError
        For a file without records, or in no encoding that can be told.
    """
    if item.format != "text":  # what is converted is UTF-8
        asked_encoding = "utf-8"
    if copy:
        item.fetch()
    head, *later = _pieces(item)
    whole = item.path.read_bytes() if copy and not asked_encoding else head
    codec = encoding.check(asked_encoding) if asked_encoding else encoding.detect(whole, item.name)
    text = decoding.decode(head, codec, item.name)
    part = text[: max(_LEAST_TEXT, int(share * len(text)))]
    looks = looks or Looks()
    shape = looks.dialect(part)
    most = max(_LEAST_ROWS, int(share * _SAMPLE_ROWS))
    cut = bool(later) or len(part) < len(text)
    try:
        rows = _records(part, shape.delimiter, most, cut=cut)
    except csv.Error as error:
        raise InputError(
            f"not a table of text: {error}", hint="close it, or export again", file=item.name
        ) from None
    if not rows:
        raise InputError("the file is empty", hint="export it again", file=item.name)
    headers, header_line = _headers(rows, shape)
    body = [cells for _, cells in rows[shape.header + 1 :]]
    if not body:
        raise NoRecordsError(
            "there are no records below the header",
            hint="export it again for a period with sales",
            file=item.name,
        )
    _refuse_second_table(rows[shape.header + 1 :], headers, looks.known, item.name)
    headers = _widened(headers, body)
    wrapped = any(_is_dressed(cell) for cells in body[:_FEW] for cell in cells)
    if wrapped:
        body = [list(cleancopy.unwrapped(cells)) for cells in body]
    clean = (
        not (copy or merged or wrapped)
        and codec in ("utf-8", "ascii")
        and shape.delimiter != dialect.BLANKS
        and header_line == 1
        and not any("\n" in header for header in headers)
        and not decoding.has_marks(head)
        and not any(b"\x1a" in piece for piece in later)
        and b"\r" not in head.replace(b"\r\n", b"")
        and all(len(cells) == len(headers) for cells in body)
    )
    short_rows = 0
    if clean:
        scan = Scan((item.path,), len(headers), shape.delimiter)
    else:
        scan, short_rows = _copied(item, codec, shape, len(headers), workspace, merged)
    if merged:
        body = _first_rows(scan)
    pieces = [decoding.decode(piece, codec) for piece in later] or _halves(text[len(part) :])
    least = max(_LEAST_TEXT, int(share * _PIECE_BYTES))
    for piece, cut in zip(pieces, (True, False), strict=True):
        body += _later_rows(piece[-least:], shape.delimiter, len(headers), cut=cut)[-(most // 2) :]
    return Opened(item, codec, shape, header_line, Table(headers, body), scan, short_rows)


def _copied(
    item: Input,
    codec: str,
    shape: Dialect,
    width: int,
    workspace: Path,
    merged: Merged | None,
) -> tuple[Scan, int]:
    item.fetch()
    with tempfile.NamedTemporaryFile(
        dir=workspace, prefix="copy-", suffix=".csv", delete=False
    ) as out:
        target = Path(out.name)
    with decoding.open_text(item.path, codec, item.name) as lines:
        short_rows = cleancopy.write(
            lines, target, name=item.name, dialect=shape, width=width, merged=merged
        )
    return Scan((target,), width, skip=0, numbered=True), short_rows


def _pieces(item: Input) -> list[bytes]:
    """Return all of a small file, of a longer one its head, and pieces of its middle and end."""
    try:
        with item.path.open("rb") as file:
            size = file.seek(0, io.SEEK_END)
            return [_bytes(file, *piece) for piece in pieces_of(size)]
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", file=item.name) from None


def pieces_of(size: int) -> list[tuple[int, int]]:
    """Return which bytes of a file are looked at, each from between wide characters on."""
    if size <= _HEAD_BYTES + 2 * _PIECE_BYTES:
        return [(0, size)]
    middle, end = (_HEAD_BYTES + size) // 2 - _PIECE_BYTES, size - _PIECE_BYTES
    later = ((middle, _PIECE_BYTES), (end, _PIECE_BYTES))
    return [(0, _HEAD_BYTES), *((start // 4 * 4, n + start % 4) for start, n in later)]


def _bytes(file: BinaryIO, start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _halves(text: str) -> tuple[str, str]:
    """Return the two halves of a text."""
    return text[: len(text) // 2], text[len(text) // 2 :]


def _records(text: str, delimiter: str, most: int, *, cut: bool) -> list[tuple[int, list[str]]]:
    """Return the first records of a text; the last one is left out where the text is cut."""
    found = dialect.records(io.StringIO(text, newline=""), delimiter)
    rows = list(islice(found, most))
    return rows[:-1] if cut and len(rows) < most else rows


def _headers(rows: Sequence[tuple[int, list[str]]], shape: Dialect) -> tuple[tuple[str, ...], int]:
    """Return the header and its line; columns of a file without one are named by their number."""
    if shape.header < 0:
        return tuple(str(i + 1) for i in range(len(rows[0][1]))), 0
    line, cells = rows[shape.header]
    return tuple(cell.strip().strip("\ufeff") for cell in cells), line


def _widened(headers: tuple[str, ...], body: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the header with a nameless column for a delimiter that ends every row."""
    wider = len(headers) + 1
    if all(len(cells) == wider and not cells[-1].strip() for cells in body):
        return (*headers, "")
    return headers


def _is_dressed(cell: str) -> bool:
    """Whether a cell is a date that is to be kept as text, or is in digits of another script."""
    bare = cleancopy.bare(cell)
    return bare != cell and (looks_like_date(bare) or cleancopy.is_foreign_number(cell))


def _refuse_second_table(
    rows: Sequence[tuple[int, list[str]]],
    headers: Sequence[str],
    known: Callable[[str], bool],
    file: str,
) -> None:
    """Raise when another header stands among the records: what is below it means something else."""
    own = {synonyms.key(header) for header in headers}
    for line, cells in rows[1:]:
        names = [cell for cell in cells if cell.strip()]
        if not _is_header(names, known):
            continue
        if any(synonyms.key(name) not in own for name in names):
            raise InputError(
                f"another table begins here, with the columns {', '.join(names)}",
                hint="give each table a file of its own",
                file=file,
                line=line,
            )


def _is_header(names: Sequence[str], known: Callable[[str], bool]) -> bool:
    """Whether most of some cells name fields; of records the first few show that they do not."""
    least = max(_HEADER_CELLS, _MOSTLY * len(names))
    others = 0
    for name in names:
        others += not known(name)
        if len(names) - others < least:
            return False
    return len(names) >= least


def _first_rows(copy: Scan) -> list[list[str]]:
    """Return the first records of a private copy, in which merged cells are filled."""
    with copy.paths[0].open(encoding="utf-8", newline="") as lines:
        return [cells[2:] for cells in islice(csv.reader(lines), _SAMPLE_ROWS)]


def _later_rows(text: str, delimiter: str, width: int, *, cut: bool) -> list[list[str]]:
    """Return the records of a piece from a file's middle or end but those at which it is cut.

    A piece that begins within a cell of several lines may look as if a quotation mark were open.
    """
    try:
        rows = _records(text[text.find("\n") + 1 :], delimiter, _SAMPLE_ROWS, cut=cut)
    except csv.Error:
        return []
    return [cells for _, cells in rows if len(cells) == width]
