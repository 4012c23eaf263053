"""Workbooks and Parquet files as CSV texts in which a record's line is its row.

A workbook is read as a stream by a reader of our own: it keeps what the cells hold (a number's
digits, a date, a code with leading zeros), needs no memory for empty cells, and takes no more than
the budget allows. Cells are written as one would export them: ISO dates, numbers in their shortest
form, errors as empty; a number of more digits than a spreadsheet keeps is written with an exponent,
so that a destroyed id is seen to be one. A line end in a cell becomes a blank.
"""

from __future__ import annotations

import csv
import io
import math
import posixpath
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import IO
from xml.parsers import expat

from repurchase_cli.errors import InputError
from repurchase_cli.readers.containers import Budget, blocks

_MOST_ROWS, _MOST_COLUMNS = 1 << 20, 1 << 14
_MOST_PADDING = 1 << 28
_MOST_PARQUET_CELLS = 1 << 32
_MOST_SEEN = 1 << 16
_EXACT = 10**15  # a spreadsheet keeps fifteen digits
_LINE_ENDS = re.compile(r"[\r\n]+")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATE_FORMATS = {*range(14, 18), *range(27, 32), 36, *range(50, 55), 57, 58}
_TIME_FORMATS = {*range(18, 22), *range(32, 36), 45, 46, 47, 55, 56}
_UNSEEN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]', re.IGNORECASE)

Note = tuple[str, str]
Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Workbook:
    """The sheets that hold a table, by title, and what is to be said of the others."""

    sheets: tuple[tuple[str, Path], ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """A workbook's archive, with the names of its parts as they are spelled in it."""

    archive: zipfile.ZipFile
    names: dict[str, str]
    budget: Budget
    name: str

    def walk(
        self,
        part: str,
        start: Callable[[str, Attributes], None],
        end: Callable[[str], None] | None = None,
        text: Callable[[str], None] | None = None,
    ) -> None:
        """Parse a part as a stream; element names come without their namespace."""
        parser = self.parser(" ")
        parser.StartElementHandler = lambda tag, found: start(tag.rpartition(" ")[2], found)
        if end is not None:
            parser.EndElementHandler = lambda tag: end(tag.rpartition(" ")[2])
        if text is not None:
            parser.CharacterDataHandler = text
        self.feed(part, parser)

    def parser(self, separator: str | None = None) -> expat.XMLParserType:
        """Return a parser that refuses declarations, the way to entities."""
        parser = expat.ParserCreate(namespace_separator=separator)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        return parser

    def feed(self, part: str, parser: expat.XMLParserType) -> None:
        """Feed a part to a parser."""
        spelled = self.names.get(part.lower())
        if spelled is None:
            raise _broken(self.name, f"{part} is missing")
        try:
            for block in blocks(lambda: self.archive.open(spelled), self.name):
                self.budget.take(len(block))
                parser.Parse(block, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, IndexError, KeyError, OverflowError) as error:
            raise _broken(self.name, str(error)) from None

    def has(self, part: str) -> bool:
        return part.lower() in self.names

    def _refuse_doctype(self, *_: object) -> None:
        raise _broken(self.name, "it declares entities, which no workbook does")


def from_workbook(path: Path, name: str, workspace: Path, budget: Budget) -> Workbook:
    """Return each visible sheet that holds a table as a CSV text in ``workspace``.

    Raises
    ------
    InputError
        When the workbook is damaged or no visible sheet holds a table.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = {n.replace("\\", "/").lstrip("/").lower(): n for n in archive.namelist()}
            return _read(_Parts(archive, names, budget, name), workspace)
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise _broken(name, str(error)) from None


def _read(parts: _Parts, workspace: Path) -> Workbook:
    book = next((t for t, kind in _relations(parts, "").values() if kind == "officeDocument"), "")
    if not book:
        raise InputError("this is no workbook", hint="give a .xlsx or .csv file", file=parts.name)
    related = _relations(parts, book)
    by_kind = {kind: target for target, kind in related.values()}
    listed, base = _listed(parts, book)
    strings = _strings(parts, by_kind.get("sharedStrings", ""))
    formats = _formats(parts, by_kind.get("styles", ""))
    found: list[tuple[str, Path]] = []
    notes: list[Note] = []
    for title, relation, visible in listed:
        target, kind = related.get(relation, ("", ""))
        if kind != "worksheet":
            continue
        if not visible:
            notes.append(
                (
                    f"{parts.name}: the hidden sheet {title} was not read",
                    f"{parts.name}：隐藏的工作表“{title}”未读取",
                )
            )
            continue
        if text := _sheet(parts, target, _Cells(strings, formats, base), workspace):
            found.append((title, text))
    if not found:
        hint = "unhide the sheet, or export again" if notes else "export it again"
        raise InputError("no sheet of this workbook holds a table", hint=hint, file=parts.name)
    return Workbook(tuple(found), tuple(notes))


def _relations(parts: _Parts, part: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part: id → (the other part, the last word of the type)."""
    folder, file = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, values: Attributes) -> None:
        if tag == "Relationship" and values.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, values["Target"]))
            found[values["Id"]] = (target.lstrip("/"), values["Type"].rpartition("/")[2])

    parts.walk(posixpath.join(folder, "_rels", f"{file}.rels"), start)
    return found


def _listed(parts: _Parts, book: str) -> tuple[list[tuple[str, str, bool]], date]:
    """Return the sheets in their order (title, relation, whether it is visible) and the day 0."""
    sheets: list[tuple[str, str, bool]] = []
    base = [date(1899, 12, 30)]

    def start(tag: str, values: Attributes) -> None:
        if tag == "workbookPr" and values.get("date1904") in ("1", "true"):
            base[0] = date(1904, 1, 1)
        if tag == "sheet":
            relation = next((v for k, v in values.items() if k.endswith(" id")), "")
            title = "".join(c if c.isprintable() else "_" for c in values.get("name", ""))
            sheets.append((title, relation, values.get("state", "visible") == "visible"))

    parts.walk(book, start)
    return sheets, base[0]


def _strings(parts: _Parts, part: str) -> list[str]:
    """Return the shared strings, without the reading aids (furigana) that they may carry."""
    strings: list[str] = []
    if not part or not parts.has(part):
        return strings
    run: list[str] = []
    item: list[str] = []
    aside = [False]

    def start(tag: str, _: Attributes) -> None:
        if tag == "t":
            run.clear()
        elif tag == "si":
            item.clear()
        elif tag == "rPh":
            aside[0] = True

    def end(tag: str) -> None:
        if tag == "t" and not aside[0]:
            item.append("".join(run))
        elif tag == "si":
            strings.append(_plain("".join(item)))
        elif tag == "rPh":
            aside[0] = False

    parts.walk(part, start, end, run.append)
    return strings


def _plain(text: str) -> str:
    """Return a text of one line, in which characters are no longer escaped."""
    if "_x" in text:
        text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
    return _LINE_ENDS.sub(" ", text) if "\n" in text or "\r" in text else text


def _formats(parts: _Parts, part: str) -> list[str]:
    """Return what each cell style makes of a number: ``""``, ``date``, ``time`` or zeros."""
    if not part or not parts.has(part):
        return []
    codes: dict[int, str] = {}
    styles: list[int] = []
    within = [False]

    def start(tag: str, values: Attributes) -> None:
        if tag == "numFmt":
            codes[int(values["numFmtId"])] = values.get("formatCode", "")
        elif tag == "cellXfs":
            within[0] = True
        elif tag == "xf" and within[0]:
            styles.append(int(values.get("numFmtId", 0)))

    def end(tag: str) -> None:
        if tag == "cellXfs":
            within[0] = False

    parts.walk(part, start, end)
    return [_meaning(number, codes.get(number)) for number in styles]


def _meaning(number: int, code: str | None) -> str:
    """Return what a number format makes of a number."""
    if code is None:
        known = {22: "date time", **dict.fromkeys(_DATE_FORMATS, "date")}
        return known.get(number, "time" if number in _TIME_FORMATS else "")
    seen = _UNSEEN.sub("", code.split(";")[0]).lower()
    if re.fullmatch("0{2,}", seen):
        return seen
    if seen == "general" or re.search(r"[#?]|0(?!0*$)|e[+-]", seen.replace("[h]", "")):
        return ""
    hours = any(c in seen for c in "hs")
    if any(c in seen for c in "ydeg") or ("m" in seen and not hours) or "bb" in seen:
        return "date time" if hours else "date"
    return "time" if hours else ""


@dataclass(slots=True)
class _Cells:
    """What the cells of a sheet hold, as text."""

    strings: list[str]
    formats: list[str]
    base: date
    _seen: dict[tuple[str, str], str] = field(default_factory=dict)

    def text(self, kind: str, style: str, raw: str) -> str:
        """Return a cell's text by its type, its style and what is stored."""
        if kind == "s":
            return self.strings[int(raw)]
        if kind in ("str", "inlineStr"):
            return _plain(raw)
        if kind == "e":
            return ""
        if kind == "b":
            return "TRUE" if raw.strip() in ("1", "true") else "FALSE"
        if kind == "d":
            return raw.strip().replace("T", " ").removesuffix(" 00:00:00")
        known = self._seen.get((style, raw))
        if known is None:
            if len(self._seen) > _MOST_SEEN:
                self._seen.clear()
            meaning = self.formats[int(style)] if style and int(style) < len(self.formats) else ""
            known = self._seen[style, raw] = self._number(raw.strip(), meaning)
        return known

    def _number(self, raw: str, meaning: str) -> str:
        try:
            value = float(raw)
        except ValueError:
            return _plain(raw)
        if meaning.startswith("0") and value.is_integer() and 0 <= value < _EXACT:
            return f"{int(value):0{len(meaning)}d}"
        if meaning and not meaning.startswith("0"):
            return self._moment(value, meaning) or _shortest(value, raw)
        return _shortest(value, raw)

    def _moment(self, value: float, meaning: str) -> str:
        """Return a date, a time or both; nothing for a number that is none."""
        if not 0 <= value < 2_958_466:
            return ""
        days, seconds = divmod(round(value * 86400), 86400)
        clock = f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        if meaning == "time" and value < 1:
            return clock
        if self.base.year < 1904 and days in (0, 60):
            day = "1900-02-29" if days else "1900-01-00"  # as a spreadsheet shows them
        else:
            shift = 1 if self.base.year < 1904 and days < 60 else 0
            day = (self.base + timedelta(days + shift)).isoformat()
        return f"{day} {clock}" if seconds or "time" in meaning else day


def _shortest(value: float, raw: str) -> str:
    """Return a number in its shortest form; with an exponent when digits may have been lost."""
    if not math.isfinite(value):
        return ""
    if value.is_integer():
        exact = raw.lstrip("-").isdigit() and len(raw.lstrip("-")) == 16 and raw[-1] != "0"
        if abs(value) < _EXACT or (exact and abs(value) < 1 << 53):
            return str(int(value))
        return f"{Decimal(repr(value)).normalize():E}"
    return f"{Decimal(f'{value:.15g}'):f}"


def _sheet(parts: _Parts, part: str, cells: _Cells, workspace: Path) -> Path | None:
    """Write a sheet as CSV, each row on the line of its number; None when it holds no table."""
    with tempfile.NamedTemporaryFile(
        "w+", dir=workspace, prefix="sheet-", suffix=".csv", encoding="utf-8", newline=""
    ) as rough:
        shape = _rough(parts, part, cells, rough)
        if shape.tables < 2:
            return None
        rough.seek(0)
        with tempfile.NamedTemporaryFile(
            "w", dir=workspace, prefix="sheet-", suffix=".csv", encoding="utf-8", newline="",
            delete=False,
        ) as out:  # fmt: skip
            out.writelines(_squared(rough, shape))
    return Path(out.name)


@dataclass(slots=True)
class _Shape:
    """The extent of a sheet: widths of its rows, first column, rows with more than one cell."""

    widths: list[int]
    first: int = _MOST_COLUMNS
    tables: int = 0


def _squared(lines: IO[str], shape: _Shape) -> Iterator[str]:
    """Yield the lines without the leading blank columns, filled up to the width of the widest."""
    widest = max(shape.widths)
    filled = sum(1 for width in shape.widths if width)
    pad = widest * filled < _MOST_PADDING
    for line, width in zip(lines, shape.widths, strict=True):
        if not width:
            yield "\n"
        else:
            yield f"{line[shape.first : -1]}{',' * (widest - width) if pad else ''}\n"


def _rough(parts: _Parts, part: str, cells: _Cells, out: IO[str]) -> _Shape:
    """Write the rows as they are, blank ones where the sheet leaves some out."""
    shape = _Shape([])
    write = csv.writer(out, lineterminator="\n").writerow

    def emit(number: int, values: dict[int, str]) -> None:
        behind = number - 1 - len(shape.widths)
        if behind < 0 or number > _MOST_ROWS:
            raise _broken(parts.name, f"its row {number} is out of order")
        if behind:
            shape.widths.extend([0] * behind)
            out.write("\n" * behind)
        filled = [column for column, value in values.items() if value.strip()]
        width = max(filled, default=-1) + 1
        shape.widths.append(width)
        if not filled:
            out.write("\n")
            return
        shape.first = min(shape.first, *filled)
        shape.tables += len(filled) > 1
        write([values.get(column, "") for column in range(width)])

    parts.feed(part, _cell_parser(parts, cells, emit))
    return shape


def _cell_parser(
    parts: _Parts, cells: _Cells, emit: Callable[[int, dict[int, str]], None]
) -> expat.XMLParserType:
    """Return a parser that gives each row's cells to ``emit``."""
    parser = parts.parser()
    text: list[str] = []
    run: list[str] = []
    row: dict[int, str] = {}
    columns: dict[str, int] = {}
    number = 0
    column = -1
    kind = style = ""
    aside = False

    def start(tag: str, values: Attributes) -> None:
        nonlocal number, column, kind, style, aside
        if tag == "c":
            place = values.get("r")
            column = column + 1 if place is None else _column(place, columns)
            kind, style = values.get("t", "n"), values.get("s", "")
        elif tag == "v":
            text.clear()
        elif tag == "row":
            number = int(values.get("r", number + 1))
            column = -1
            row.clear()
        elif tag == "is":
            run.clear()
        elif tag == "t":
            text.clear()
        elif tag == "rPh":
            aside = True

    def end(tag: str) -> None:
        nonlocal aside
        if tag == "v":
            if raw := "".join(text):
                row[column] = cells.text(kind, style, raw)
        elif tag == "row":
            emit(number, row)
        elif tag == "t":
            if not aside:
                run.append("".join(text))
        elif tag == "is":
            row[column] = _plain("".join(run))
        elif tag == "rPh":
            aside = False

    def first(tag: str, _: Attributes) -> None:
        """Learn the prefix of the sheet's elements from the first one; most have none."""
        prefix = tag[: tag.rfind(":") + 1]
        skip = len(prefix)
        parser.StartElementHandler = start if not skip else lambda t, v: start(t[skip:], v)
        parser.EndElementHandler = end if not skip else lambda t: end(t[skip:])

    parser.StartElementHandler = first
    parser.CharacterDataHandler = text.append
    return parser


def _column(place: str, known: dict[str, int]) -> int:
    """Return the number, from 0, of the column that a cell's name such as ``AB12`` tells."""
    letters = place.rstrip("0123456789")
    column = known.get(letters)
    if column is None:
        column = 0
        for letter in letters.upper():
            column = column * 26 + ord(letter) - 64
        column -= 1
        if not 0 <= column < _MOST_COLUMNS:
            raise ValueError(f"there is no cell {place[:12]}")
        known[letters] = column
    return column


def from_parquet(path: Path, name: str, workspace: Path) -> Path:
    """Return a Parquet file as a CSV text in ``workspace``, all its columns as text."""
    import duckdb  # noqa: PLC0415 - only for Parquet

    if any(c in str(path) for c in "*?["):  # the engine would take them for a pattern
        copied = workspace / f"parquet-{len(list(workspace.iterdir()))}"
        shutil.copyfile(path, copied)
        path = copied
    with tempfile.NamedTemporaryFile(
        dir=workspace, prefix="parquet-", suffix=".csv", delete=False
    ) as out:
        target = Path(out.name)
    scan = f"read_parquet({_quoted(str(path))}, hive_partitioning = false, binary_as_string = true)"
    with duckdb.connect() as connection:
        try:
            connection.execute(f"set temp_directory = {_quoted(str(workspace / 'parquet-spill'))}")
            connection.execute("set TimeZone = 'UTC'")
            columns = connection.execute(f"describe select * from {scan}").fetchall()
            rows = connection.execute(f"select count(*) from {scan}").fetchall()[0][0]
            if rows * len(columns) > _MOST_PARQUET_CELLS:
                raise InputError("this file holds too many cells", hint="split it", file=name)
            cells = ", ".join(_cell(column, kind) for column, kind, *_ in columns)
            connection.execute(
                f"copy (select {cells} from {scan}) to {_quoted(str(target))} (format csv, header)"
            )
        except duckdb.Error as error:
            first = io.StringIO(str(error)).readline().strip()
            raise InputError(
                f"this Parquet file cannot be read: {first}", hint="export it again", file=name
            ) from None
    return target


def _cell(column: str, kind: str) -> str:
    """Return the SQL that writes a column of a kind as text of one line."""
    cell = '"' + column.replace('"', '""') + '"'
    shown = '"' + (_LINE_ENDS.sub(" ", column) or "_").replace('"', '""') + '"'
    text = f"cast({cell} as varchar)"
    if kind in ("DOUBLE", "FLOAT"):
        text = (
            f"case when isfinite({cell}) then case when {cell} = trunc({cell}) "
            f"and abs({cell}) < {1 << 53} then cast(cast({cell} as bigint) as varchar) "
            f"else upper({text}) end end"
        )
    elif kind not in _ONE_LINE and not kind.startswith("DECIMAL"):
        text = rf"regexp_replace({text}, '[\r\n]+', ' ', 'g')"
    return f"{text} as {shown}"


_ONE_LINE = ("BIGINT", "INTEGER", "SMALLINT", "TINYINT", "DATE", "TIMESTAMP", "BOOLEAN")


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _broken(name: str, why: str) -> InputError:
    return InputError(
        f"this workbook is damaged: {why}", hint="save it again, or save it as .csv", file=name
    )
