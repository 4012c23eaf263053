"""A workbook's archive: its parts as streams of XML, and the sheets, texts and formats in them.

The parts are read by the standard library's expat, which here knows neither entities nor links, and
takes no more than the budget allows.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from xml.parsers import expat

from repurchase_cli.readers.files.cells import meaning_of, plain
from repurchase_cli.readers.files.containers import Budget, blocks
from repurchase_cli.readers.files.grid import broken

Attributes = dict[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
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
            raise broken(self.name, f"{part} is missing")
        try:
            for block in blocks(lambda: self.archive.open(spelled), self.name):
                self.budget.take(len(block))
                parser.Parse(block, False)
            parser.Parse(b"", True)
        except (expat.ExpatError, ValueError, IndexError, KeyError, OverflowError) as error:
            raise broken(self.name, str(error)) from None

    def has(self, part: str) -> bool:
        """Whether there is such a part."""
        return part.lower() in self.names

    def _refuse_doctype(self, *_: object) -> None:
        raise broken(self.name, "it declares entities, which no workbook does")


def relations(parts: Parts, part: str) -> dict[str, tuple[str, str]]:
    """Return the relations of a part: id → (the other part, the last word of the type)."""
    folder, file = posixpath.split(part)
    found: dict[str, tuple[str, str]] = {}

    def start(tag: str, values: Attributes) -> None:
        if tag == "Relationship" and values.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join("/", folder, values["Target"]))
            found[values["Id"]] = (target.lstrip("/"), values["Type"].rpartition("/")[2])

    parts.walk(posixpath.join(folder, "_rels", f"{file}.rels"), start)
    return found


def listed_sheets(parts: Parts, book: str) -> tuple[list[tuple[str, str, bool]], date]:
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


def shared_strings(parts: Parts, part: str) -> list[str]:
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
            strings.append(plain("".join(item)))
        elif tag == "rPh":
            aside[0] = False

    parts.walk(part, start, end, run.append)
    return strings


def number_formats(parts: Parts, part: str) -> list[str]:
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
    return [meaning_of(number, codes.get(number)) for number in styles]
